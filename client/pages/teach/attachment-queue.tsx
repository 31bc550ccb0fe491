import type { AttachmentKind } from '../../../server/contract/lessons.ts';
import type { Choice } from '../../../server/contract/pages.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { AlertIcon } from '../../ui/icons.tsx';
import { isUnsent, mayAskAgain } from '../../upload/attachment-sending.ts';
import { describeSending } from './attachment-words.ts';
import { KindSelect } from './kind-select.tsx';
import type { QueuedAttachment } from './use-attachment-queue.ts';

interface AttachmentQueueListProps {
  items: readonly QueuedAttachment[];
  kinds: readonly Choice[];
  limitBytes: number;
  words: Pick<Dictionary, 'teach' | 'upload' | 'common'>;
  onKind(key: number, kind: AttachmentKind): void;
  onAgain(key: number): void;
  onRemove(key: number): void;
}

/** Attachments on their way: how far each is, why one is not, and what can be done with it. */
export function AttachmentQueueList(props: AttachmentQueueListProps) {
  const { items, kinds, limitBytes, words, onKind, onAgain, onRemove } = props;
  if (items.length === 0) return null;
  const { teach, upload, common } = words;
  return (
    <ul class="uploads">
      {items.map(({ key, file, kind, state }) => {
        const { name } = file;
        const { tone, text, sent } = describeSending(state, words);
        const percent = sent === null ? null : Math.floor((100 * sent) / Math.max(file.size, 1));
        const drop = isUnsent(state) ? common.cancel : upload.dismiss;
        const actOf = (act: string) => fill(teach.attachmentActOf, { act, name });
        return (
          <li key={key} class={`upload upload-${tone} upload-narrow`}>
            <div class="upload-what">
              <b class="upload-name" title={name}>
                {name}
              </b>
              {percent !== null && (
                <progress max={100} value={percent} aria-label={fill(upload.progressOf, { name })} />
              )}
              <p class="upload-line">
                {tone === 'wrong' && <AlertIcon size={16} />}
                <span role={tone === 'calm' ? undefined : 'status'}>{text}</span>
                {percent !== null && (
                  <>
                    <span class="upload-piece figure">{percent}%</span>
                    <span class="upload-piece figure">
                      {fill(upload.amount, { sent: formatBytes(sent ?? 0), total: formatBytes(file.size) })}
                    </span>
                  </>
                )}
              </p>
            </div>
            <div class="upload-actions">
              <KindSelect
                file={{ filename: name, bytes: file.size }}
                {...{ kind, kinds, limitBytes }}
                disabled={state.name === 'sending'}
                words={teach}
                onChange={(chosen) => onKind(key, chosen)}
              />
              {state.name === 'signed-out' && (
                <a class="button button-small" href="/sign-in" target="_blank" rel="noreferrer">
                  {upload.signIn}
                </a>
              )}
              {mayAskAgain(state) && (
                <Button small aria-label={actOf(teach.attachmentAgain)} onClick={() => onAgain(key)}>
                  {teach.attachmentAgain}
                </Button>
              )}
              <Button small look="quiet" aria-label={actOf(drop)} onClick={() => onRemove(key)}>
                {drop}
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
