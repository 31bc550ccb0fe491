import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Attachment, AttachmentKind, Lesson } from '../../../server/contract/lessons.ts';
import type { Choice } from '../../../server/contract/pages.ts';
import { attachmentLimits, mostAttachmentBytes } from '../../../server/contract/terms/attachment-limits.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import type { ApiError } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { formatBytes } from '../../ui/format.ts';
import { AlertIcon, FileTextIcon, TrashIcon } from '../../ui/icons.tsx';
import { AttachmentQueueList } from './attachment-queue.tsx';
import type { AttachmentQueue } from './use-attachment-queue.ts';

interface MaterialsPanelProps {
  lesson: Lesson;
  kinds: readonly Choice[];
  limitBytes: number;
  queue: AttachmentQueue;
  /** A request is on its way: another one waits for it. */
  busy: boolean;
  /** Why the last change of the materials was not made; the other one, of the captions. */
  problem: ApiError | null;
  captionsProblem: ApiError | null;
  words: Pick<Dictionary, 'teach' | 'upload' | 'common'>;
  onDelete(attachment: Attachment): void;
  onCaptions(file: File): void;
}

/** What goes with the video: materials by kind, and captions. */
export function MaterialsPanel(props: MaterialsPanelProps) {
  const { lesson, kinds, limitBytes, queue, busy, words, onDelete, onCaptions } = props;
  const { teach, common } = words;
  const missing = kinds.find(({ slug }) => !lesson.attachments.some(({ kind }) => kind === slug));
  const [kind, setKind] = useState(toKind(missing?.slug ?? kinds[0]?.slug));
  const { extensions } = attachmentLimits[kind];
  const input = useRef<HTMLInputElement>(null);
  const sending = queue.items.find(({ state }) => state.name === 'sending')?.file.name;
  const [deleting, setDeleting] = useState<Attachment | null>(null);
  const kindName = (slug: string) => kinds.find((choice) => choice.slug === slug)?.name ?? slug;
  const languages = lesson.captionLanguages.map((slug) =>
    slug === 'en' ? teach['language.en'] : teach['language.zh'],
  );
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
                <MaterialName attachment={attachment}>
                  <span class="materials-name">{attachment.filename}</span>
                  <span class="small secondary dotted">
                    <span>{kindName(attachment.kind)}</span>
                    <span class="figure">{formatBytes(attachment.bytes)}</span>
                    {attachment.state === 'checking' && <span>{teach.attachmentChecking}</span>}
                    {attachment.textless && (
                      <span title={teach.attachmentTextlessHint}>{teach.attachmentTextless}</span>
                    )}
                  </span>
                  {attachment.reason && (
                    <span class="materials-refused small">
                      <AlertIcon size={16} />
                      <span>
                        {teach.attachmentRefused}
                        {attachment.reason.text}
                      </span>
                    </span>
                  )}
                </MaterialName>
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
          words={words}
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
        <div class="materials-add">
          <label class="visually-hidden" for="attachment-kind">
            {teach.attachmentKind}
          </label>
          <Select
            id="attachment-kind"
            value={kind}
            options={kinds.map(({ slug, name }) => ({ value: slug, label: name }))}
            onChange={(event) => setKind(toKind(event.currentTarget.value))}
          />
          <label class="button file-button">
            <input
              ref={input}
              class="visually-hidden"
              type="file"
              multiple
              accept={extensions.map((extension) => `.${extension}`).join(',')}
              onChange={(event) => {
                queue.add([...(event.currentTarget.files ?? [])], kind);
                event.currentTarget.value = '';
              }}
            />
            {teach.attachmentAdd}
          </label>
        </div>
        <p class="small secondary">
          {fill(teach.attachmentTypes, {
            types: extensions.join(teach.attachmentTypesAnd),
            max: formatBytes(mostAttachmentBytes(kind, limitBytes)),
          })}
        </p>
      </section>
      <section class="panel" aria-labelledby="captions-title">
        <h2 id="captions-title">{teach.captionsTitle}</h2>
        <p class="small secondary">
          {languages.length > 0
            ? fill(teach.captionsHas, { languages: languages.join('、') })
            : teach.captionsHint}
        </p>
        <label class="button button-small file-button">
          <input
            class="visually-hidden"
            type="file"
            accept=".vtt,.srt,text/vtt"
            disabled={busy}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) onCaptions(file);
              event.currentTarget.value = '';
            }}
          />
          {lesson.captionLanguages.includes('zh') ? teach.captionsReplace : teach.captionsUpload}
        </label>
        <RequestProblem error={props.captionsProblem} />
      </section>
      <Dialog
        open={deleting !== null}
        title={fill(teach.attachmentDeleteTitle, { name: deleting?.filename ?? '' })}
        closeLabel={common.close}
        onClose={() => setDeleting(null)}
      >
        <p>{teach.attachmentDeleteBody}</p>
        <p class="dialog-actions">
          <Button onClick={() => setDeleting(null)}>{common.cancel}</Button>
          <Button
            look="danger"
            onClick={() => {
              if (deleting) onDelete(deleting);
              setDeleting(null);
            }}
          >
            {teach.attachmentDelete}
          </Button>
        </p>
      </Dialog>
    </>
  );
}

const toKind = (slug: string | undefined): AttachmentKind =>
  slug !== undefined && Object.hasOwn(attachmentLimits, slug) ? (slug as AttachmentKind) : 'other';

/** What has not passed its check is not given out, not even to whoever sent it. */
function MaterialName({ attachment, children }: { attachment: Attachment; children: ComponentChildren }) {
  if (attachment.state !== 'ready') {
    return (
      <span class="materials-file" title={attachment.filename}>
        {children}
      </span>
    );
  }
  return (
    <a class="materials-file" href={attachment.url} download title={attachment.filename}>
      {children}
    </a>
  );
}
