import { useState } from 'preact/hooks';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatBytes } from '../../ui/format.ts';
import { AlertIcon, DoneIcon } from '../../ui/icons.tsx';
import { describeUpload, type UploadAction, type UploadLine } from './upload-words.ts';
import type { RunningUpload } from './use-uploads.ts';

interface UploadListProps {
  uploads: readonly RunningUpload[];
  /** The lesson on whose page they stand. */
  here?: string;
  onDismiss(key: number): void;
  words: Pick<Dictionary, 'upload' | 'common'>;
}

/** Files on their way: how far each is, in words and as a bar, and what can be done with it. */
export function UploadList({ uploads, here, onDismiss, words }: UploadListProps) {
  const [ending, setEnding] = useState<RunningUpload | null>(null);
  const { upload, common } = words;

  function act(one: RunningUpload, action: UploadAction) {
    switch (action) {
      case 'pause':
        return one.engine.pause();
      case 'resume':
      case 'retry-now':
        return one.engine.resume();
      case 'start-again':
        return one.engine.startAgain();
      case 'end':
        return setEnding(one);
      case 'dismiss':
        return onDismiss(one.key);
      case 'sign-in':
      case 'edit':
        return undefined;
      default:
        return action satisfies never;
    }
  }

  return (
    <>
      <ul class="uploads">
        {uploads.map((one) => (
          <li key={one.key}>
            <UploadRow
              one={one}
              line={describeUpload(one.state, upload, here)}
              onAction={(action) => act(one, action)}
              words={upload}
            />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={ending !== null}
        title={fill(upload.endTitle, { name: ending?.name ?? '' })}
        words={{ close: common.close, cancel: upload.keep, confirm: upload.endConfirm }}
        onConfirm={() => {
          void ending?.engine.end();
          setEnding(null);
        }}
        onClose={() => setEnding(null)}
      >
        <p>
          {fill(upload.endBody, {
            sent: formatBytes(ending && 'sent' in ending.state ? ending.state.sent : 0),
          })}
        </p>
      </ConfirmDialog>
    </>
  );
}

interface UploadRowProps {
  one: RunningUpload;
  line: UploadLine;
  onAction(action: UploadAction): void;
  words: Dictionary['upload'];
}

const labels = {
  pause: 'pause',
  resume: 'resume',
  'retry-now': 'retryNow',
  'start-again': 'startAgain',
  end: 'end',
  dismiss: 'dismiss',
} as const satisfies Partial<Record<UploadAction, keyof Dictionary['upload']>>;

function UploadRow({ one, line, onAction, words }: UploadRowProps) {
  return (
    <div class={`upload upload-${line.tone}`}>
      <div class="upload-what">
        <b class="upload-name" title={one.name}>
          {one.name}
        </b>
        {line.progress !== null && (
          <progress max={1} value={line.progress} aria-label={fill(words.progressOf, { name: one.name })} />
        )}
        <p class="upload-line">
          {line.tone === 'wrong' && <AlertIcon size={16} />}
          {line.tone === 'done' && <DoneIcon size={16} />}
          <span role={line.tone === 'calm' ? undefined : 'status'}>{line.text}</span>
          {line.pieces.map((piece) => (
            <span key={piece} class="upload-piece figure">
              {piece}
            </span>
          ))}
        </p>
      </div>
      <div class="upload-actions">
        {line.actions.map((action) => {
          if (action === 'edit') {
            const lessonId = one.state.name === 'done' ? one.state.lessonId : null;
            return (
              <ButtonLink key={action} small look="primary" href={`/teach/lessons/${lessonId}`}>
                {words.edit}
              </ButtonLink>
            );
          }
          if (action === 'sign-in') {
            return (
              <a key={action} class="button button-small" href="/sign-in" target="_blank" rel="noreferrer">
                {words.signIn}
              </a>
            );
          }
          return (
            <Button
              key={action}
              small
              look={action === 'end' || action === 'dismiss' ? 'quiet' : 'plain'}
              onClick={() => onAction(action)}
            >
              {words[labels[action]]}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
