import { useMemo, useState } from 'preact/hooks';
import type { Lesson } from '../../../server/contract/lessons.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { earlyWords, playbackForMaker, versionOf } from '../../player/early-playback.ts';
import { Player } from '../../player/player.tsx';
import { Button } from '../../ui/button.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { MediaState } from './state-chip.tsx';
import { UploadList } from './upload-list.tsx';
import { isMoving, refuseFile } from './upload-words.ts';
import { useUploads } from './use-uploads.ts';
import { acceptVideos } from './video-files.ts';

interface VideoPanelProps {
  lesson: Lesson;
  owner: string;
  maxUploadBytes: number;
  language: Language;
  words: Pick<Dictionary, 'teach' | 'upload' | 'player' | 'common'>;
  onRetry(): void;
  /** Another file is whole: the lesson has changed. */
  onReplaced(): void;
}

/** The video as far as it is there, what is worth knowing of it, and another one in its place. */
export function VideoPanel(props: VideoPanelProps) {
  const { lesson, owner, maxUploadBytes, language, words, onRetry, onReplaced } = props;
  const { teach, upload } = words;
  const [refusal, setRefusal] = useState<string | null>(null);
  const { uploads, add, dismiss } = useUploads({
    owner,
    lessonId: lesson.id,
    onSettled: ({ name }) => name === 'done' && onReplaced(),
  });
  // Addresses are signed anew with every answer; only another media version is another video.
  const watched = playbackForMaker(lesson);
  const playback = useMemo(() => watched, [versionOf(watched)]);
  // How long it is and what is worth knowing of it is said of the one that others still see.
  const isReplacement = playback?.early !== undefined && earlyWords(lesson) === 'previewReplacement';
  const plays = playback && (playback.hls || playback.mp4 || playback.early);
  const busy = uploads.some(({ state }) => isMoving(state));

  function take(file: File | undefined) {
    if (!file) return;
    const reason = refuseFile(file, maxUploadBytes, upload) ?? null;
    setRefusal(reason);
    if (reason === null) add([file]);
  }

  return (
    <section class="panel" id="video" aria-labelledby="video-title" tabIndex={-1}>
      <h2 id="video-title">{teach.videoTitle}</h2>
      {plays && (
        <Player
          lessonId={lesson.id}
          source={`/api/lessons/${lesson.id}`}
          choose={playbackForMaker}
          title={lesson.title}
          playback={playback}
          durationSeconds={isReplacement ? null : lesson.durationSeconds}
          words={words.player}
          language={language}
        />
      )}
      {playback?.early && !playback.hls && <p class="small secondary">{teach[earlyWords(lesson)]}</p>}
      <MediaState lesson={lesson} words={teach} />
      {lesson.warnings.length > 0 && !isReplacement && (
        <div class="panel-warnings">
          <h3>{teach.warningsTitle}</h3>
          <ul>
            {lesson.warnings.map((warning) => (
              <li key={warning.code}>
                <WarningIcon size={16} />
                <span>{warning.text}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {lesson.duplicateOf && (
        <p class="small">
          {teach.duplicate} <a href={`/teach/lessons/${lesson.duplicateOf}`}>{teach.duplicateOpen}</a>
        </p>
      )}
      {refusal && (
        <Notice kind="warning" live>
          <p>{refusal}</p>
        </Notice>
      )}
      {uploads.length > 0 && <UploadList {...{ uploads, words }} here={lesson.id} onDismiss={dismiss} />}
      <div class="cluster">
        {lesson.may.includes('retry') && (
          <Button small onClick={onRetry}>
            {teach.retry}
          </Button>
        )}
        {lesson.may.includes('replace-video') && !busy && (
          <label class="button button-small file-button">
            <input
              class="visually-hidden"
              type="file"
              accept={acceptVideos}
              onChange={(event) => {
                take(event.currentTarget.files?.[0]);
                event.currentTarget.value = '';
              }}
            />
            {lesson.media.state === 'none' ? teach['next.upload'] : teach.replaceVideo}
          </label>
        )}
        {lesson.may.includes('download-original') && (
          <a class="button button-quiet button-small" href={`/api/lessons/${lesson.id}/original`} download>
            {teach.downloadOriginal}
          </a>
        )}
      </div>
      {lesson.state === 'published' && lesson.may.includes('replace-video') && (
        <p class="small secondary">{teach.replaceHint}</p>
      )}
    </section>
  );
}
