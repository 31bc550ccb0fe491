import { useRef, useState } from 'preact/hooks';
import type { Attachment, AttachmentKind, Lesson } from '../../../server/contract/lessons.ts';
import type { Choice } from '../../../server/contract/pages.ts';
import {
  attachmentExtensions,
  mostAttachmentBytes,
} from '../../../server/contract/terms/attachment-limits.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import type { ApiError } from '../../ui/api.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatBytes } from '../../ui/format.ts';
import { AlertIcon, FileTextIcon, TrashIcon } from '../../ui/icons.tsx';
import { AttachmentQueueList } from './attachment-queue.tsx';
import { KindSelect } from './kind-select.tsx';
import type { AttachmentQueue } from './use-attachment-queue.ts';

interface MaterialsPanelProps {
  lesson: Lesson;
  kinds: readonly Choice[];
  limitBytes: number;
  queue: AttachmentQueue;
  /** A request is on its way: another one waits for it. */
  busy: boolean;
  /** Why the last change was not made. */
  problem: ApiError | null;
  words: Pick<Dictionary, 'teach' | 'upload' | 'common'>;
  onKind(attachment: Attachment, kind: AttachmentKind): void;
  onDelete(attachment: Attachment): void;
}

/** What goes with the video: materials by kind. */
export function MaterialsPanel(props: MaterialsPanelProps) {
  const { lesson, kinds, limitBytes, queue, busy, words, onKind, onDelete } = props;
  const { teach, common } = words;
  const input = useRef<HTMLInputElement>(null);
  const sending = queue.items.find(({ state }) => state.name === 'sending')?.file.name;
  const [deleting, setDeleting] = useState<Attachment | null>(null);
  return (
    <>
      <section class="panel" aria-labelledby="materials-title">
        <h2 id="materials-title">{teach.attachmentsTitle}</h2>
        <p class="small secondary">{teach.attachmentsHint}</p>
        {lesson.attachments.length > 0 && (
          <ul class="materials">
            {lesson.attachments.map((attachment) => (
              <li key={attachment.id}>
                <FileTextIcon />
                <div class="materials-file">
                  <MaterialName attachment={attachment} />
                  <div class="materials-line small secondary">
                    <KindSelect
                      file={attachment}
                      {...{ kind: attachment.kind, kinds, limitBytes }}
                      disabled={busy}
                      words={teach}
                      onChange={(kind) => onKind(attachment, kind)}
                    />
                    <span class="figure">{formatBytes(attachment.bytes)}</span>
                    {attachment.state === 'checking' && <span>{teach.attachmentChecking}</span>}
                    {attachment.textless && (
                      <span title={teach.attachmentTextlessHint}>{teach.attachmentTextless}</span>
                    )}
                  </div>
                  {attachment.reason && (
                    <span class="materials-refused small">
                      <AlertIcon size={16} />
                      <span>
                        {teach.attachmentRefused}
                        {attachment.reason.text}
                      </span>
                    </span>
                  )}
                </div>
                <button
                  type="button"
                  class="button button-quiet"
                  aria-label={fill(teach.attachmentDeleteOf, { name: attachment.filename })}
                  disabled={busy}
                  onClick={() => setDeleting(attachment)}
                >
                  <TrashIcon size={18} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <AttachmentQueueList
          items={queue.items}
          {...{ kinds, limitBytes, words }}
          onKind={queue.setKind}
          onAgain={(key) => {
            queue.again(key);
            input.current?.focus();
          }}
          onRemove={(key) => {
            queue.remove(key);
            input.current?.focus();
          }}
        />
        <p role="status" class="small secondary">
          {sending !== undefined
            ? fill(teach.attachmentSending, { name: sending })
            : queue.kept !== null && fill(teach.attachmentKept, { name: queue.kept })}
        </p>
        <RequestProblem error={props.problem} />
        <label class="button file-button">
          <input
            ref={input}
            class="visually-hidden"
            type="file"
            multiple
            accept={attachmentExtensions.map((extension) => `.${extension}`).join(',')}
            onChange={(event) => {
              queue.add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
          {teach.attachmentAdd}
        </label>
        <p class="materials-hint small secondary">
          {fill(teach.attachmentTypes, {
            types: attachmentExtensions.join(teach.attachmentTypesAnd),
            max: formatBytes(mostAttachmentBytes('other', limitBytes)),
          })}
        </p>
      </section>
      <ConfirmDialog
        open={deleting !== null}
        title={fill(teach.attachmentDeleteTitle, { name: deleting?.filename ?? '' })}
        words={{ ...common, confirm: teach.attachmentDelete }}
        onConfirm={() => {
          if (deleting) onDelete(deleting);
          setDeleting(null);
        }}
        onClose={() => setDeleting(null)}
      >
        <p>{teach.attachmentDeleteBody}</p>
      </ConfirmDialog>
    </>
  );
}

/** What has not passed its check is not given out, not even to whoever sent it. */
function MaterialName({ attachment: { filename, state, url } }: { attachment: Attachment }) {
  if (state !== 'ready') {
    return (
      <span class="materials-name" title={filename}>
        {filename}
      </span>
    );
  }
  return (
    <a class="materials-name" href={url} download title={filename}>
      {filename}
    </a>
  );
}
