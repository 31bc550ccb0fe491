import { useState } from 'preact/hooks';
import type { OpenUpload } from '../../../server/contract/uploads.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatBytes, formatDate, formatDateTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { acceptVideos } from './video-files.ts';

interface OpenUploadsProps {
  uploads: readonly OpenUpload[];
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'upload' | 'common'>;
  onFile(file: File, upload: OpenUpload): void;
  onEnd(upload: OpenUpload): void;
}

/**
 * Uploads that do not run on this page: the same file, chosen again, goes on where it stopped. Another tab or
 * computer may be sending one right now, so the words do not say that it rests.
 */
export function OpenUploads({ uploads, language, timeZone, words, onFile, onEnd }: OpenUploadsProps) {
  const [ending, setEnding] = useState<OpenUpload | null>(null);
  const { upload: text, common } = words;
  if (uploads.length === 0) return null;
  return (
    <section class="section" aria-labelledby="open-uploads">
      <h2 id="open-uploads">{text.openTitle}</h2>
      <p class="secondary small">{text.openHint}</p>
      {uploads
        .filter(({ expiresSoon, offset }) => expiresSoon && offset > 0)
        .map((upload) => (
          <Notice key={upload.id} kind="warning">
            <p>
              {fill(text.openExpires, {
                name: upload.filename,
                sent: formatBytes(upload.offset),
                total: formatBytes(upload.length),
                date: formatDateTime(upload.expiresAt, language, timeZone),
              })}
            </p>
          </Notice>
        ))}
      <ul class="uploads">
        {uploads.map((upload) => (
          <li key={upload.id}>
            <div class="upload upload-held">
              <div class="upload-what">
                <b class="upload-name" title={upload.filename}>
                  {upload.filename}
                </b>
                <progress
                  max={1}
                  value={upload.offset / upload.length}
                  aria-label={fill(text.progressOf, { name: upload.filename })}
                />
                <p class="upload-line">
                  <span>
                    {fill(text.openLine, {
                      sent: formatBytes(upload.offset),
                      total: formatBytes(upload.length),
                      date: formatDateTime(upload.activeAt, language, timeZone),
                    })}
                  </span>
                  <span class="upload-piece">
                    {fill(text.openUntil, { date: formatDate(upload.expiresAt, language, timeZone) })}
                  </span>
                </p>
              </div>
              <div class="upload-actions">
                <label class="button button-small file-button">
                  <input
                    class="visually-hidden"
                    type="file"
                    accept={acceptVideos}
                    onChange={(event) => {
                      const file = event.currentTarget.files?.[0];
                      if (file) onFile(file, upload);
                      event.currentTarget.value = '';
                    }}
                  />
                  {text.openChoose}
                </label>
                <Button small look="quiet" onClick={() => setEnding(upload)}>
                  {text.end}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={ending !== null}
        title={fill(text.endTitle, { name: ending?.filename ?? '' })}
        words={{ ...common, confirm: text.endConfirm }}
        onConfirm={() => {
          if (ending) onEnd(ending);
          setEnding(null);
        }}
        onClose={() => setEnding(null)}
      >
        <p>{fill(text.endBody, { sent: formatBytes(ending?.offset ?? 0) })}</p>
        <p>{text.endElsewhere}</p>
      </ConfirmDialog>
    </section>
  );
}
