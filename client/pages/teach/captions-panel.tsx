import { useState } from 'preact/hooks';
import type { Lesson, LessonCaptions } from '../../../server/contract/lessons.ts';
import type { Choice } from '../../../server/contract/pages.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import type { ApiError } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { FileButton } from '../../ui/file-button.tsx';

interface CaptionsPanelProps {
  lesson: Lesson;
  /** Languages that can be chosen for more. */
  languages: readonly Choice[];
  busy: boolean;
  /** Why the last change was not made. */
  problem: ApiError | null;
  words: Pick<Dictionary, 'teach' | 'common'>;
  /** Answers whether they were taken. */
  onUpload(language: string, file: File): Promise<boolean>;
  onDelete(language: string): void;
}

const captionFiles = '.vtt,.srt,text/vtt';

/** The captions of a lesson, language by language: taken away to be put right, replaced, deleted, and one more. */
export function CaptionsPanel({ lesson, languages, busy, problem, words, ...on }: CaptionsPanelProps) {
  const { teach, common } = words;
  const [deleting, setDeleting] = useState<LessonCaptions | null>(null);
  const [kept, setKept] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const more = languages.filter(({ slug }) => !lesson.captionLanguages.includes(slug));
  const next = more.find(({ slug }) => slug === chosen) ?? more[0];

  async function upload(language: string, name: string, file: File) {
    setKept(null);
    if (await on.onUpload(language, file)) setKept(name);
  }

  return (
    <section class="panel" aria-labelledby="captions-title">
      <h2 id="captions-title">{teach.captionsTitle}</h2>
      <p class="small secondary">{teach.captionsHint}</p>
      {lesson.captions.length > 0 && (
        <ul class="captions">
          {lesson.captions.map((track) => (
            <li key={track.language}>
              <p class="captions-name">
                <b>{track.name}</b>
                {track.automatic && <Chip>{teach.captionsAutomatic}</Chip>}
              </p>
              {track.automatic && <p class="small secondary">{teach.captionsAutomaticHint}</p>}
              {track.beforeVideo && <p class="small secondary">{teach.captionsBeforeVideo}</p>}
              <CaptionActions
                lessonId={lesson.id}
                {...{ track, busy, words: teach }}
                onReplace={(file) => void upload(track.language, track.name, file)}
                onDelete={() => setDeleting(track)}
              />
            </li>
          ))}
        </ul>
      )}
      <p role="status" class="small secondary">
        {kept !== null && fill(teach.captionsKept, { language: kept })}
      </p>
      <RequestProblem error={problem} />
      {next && (
        <div class="captions-more">
          <Select
            value={next.slug}
            options={more.map(({ slug, name }) => ({ value: slug, label: name }))}
            disabled={busy}
            aria-label={teach.captionsLanguage}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <FileButton
            accept={captionFiles}
            disabled={busy}
            onFile={(file) => void upload(next.slug, next.name, file)}
          >
            {fill(teach.captionsUpload, { language: next.name })}
          </FileButton>
        </div>
      )}
      <ConfirmDialog
        open={deleting !== null}
        title={fill(teach.captionsDeleteTitle, { language: deleting?.name ?? '' })}
        words={{ ...common, confirm: teach.captionsDelete }}
        onConfirm={() => {
          if (deleting) on.onDelete(deleting.language);
          setKept(null);
          setDeleting(null);
        }}
        onClose={() => setDeleting(null)}
      >
        <p>{teach.captionsDeleteBody}</p>
      </ConfirmDialog>
    </section>
  );
}

interface CaptionActionsProps {
  lessonId: string;
  track: LessonCaptions;
  busy: boolean;
  words: Dictionary['teach'];
  onReplace(file: File): void;
  onDelete(): void;
}

function CaptionActions({ lessonId, track, busy, words, onReplace, onDelete }: CaptionActionsProps) {
  const { language, name } = track;
  const of = (act: string) => fill(words.captionsActOf, { act, language: name });
  const download = (format: string) => fill(words.captionsDownload, { format });
  return (
    <p class="captions-actions">
      {['VTT', 'SRT'].map((format) => (
        <a
          key={format}
          class="button button-small"
          href={`/api/lessons/${lessonId}/captions/${language}?format=${format.toLowerCase()}`}
          download
          aria-label={of(download(format))}
        >
          {download(format)}
        </a>
      ))}
      <FileButton accept={captionFiles} disabled={busy} label={of(words.captionsReplace)} onFile={onReplace}>
        {words.captionsReplace}
      </FileButton>
      <Button small disabled={busy} aria-label={of(words.captionsDelete)} onClick={onDelete}>
        {words.captionsDelete}
      </Button>
    </p>
  );
}
