import { useState } from 'preact/hooks';
import type { Lesson } from '../../../server/contract/lessons.ts';
import type { OpenUpload, OpenUploadList } from '../../../server/contract/uploads.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Notice } from '../../ui/notice.tsx';
import { isOf } from '../../upload/find-begun.ts';
import { fingerprintFile } from '../../upload/fingerprint-file.ts';
import { DropZone } from './drop-zone.tsx';
import { sortByNeed } from './lesson-states.ts';
import { LessonsTable } from './lessons-table.tsx';
import { OpenUploads } from './open-uploads.tsx';
import { UploadList } from './upload-list.tsx';
import { UploadQuotas } from './upload-quotas.tsx';
import { isMoving, refuseFile } from './upload-words.ts';
import { useLessons } from './use-lessons.ts';
import { type RunningUpload, useUploads } from './use-uploads.ts';

export interface TeachDeskProps {
  /** Account name of the teacher. */
  owner: string;
  lessons: Lesson[];
  uploads: OpenUploadList;
  maxUploadBytes: number;
  /** They teach somewhere today. */
  mayUpload: boolean;
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'teach' | 'upload' | 'common'>;
}

/** A teacher's desk: videos go up here and become lessons; what waits for the teacher comes first. */
export function TeachDesk(props: TeachDeskProps) {
  const { words, language, timeZone, maxUploadBytes } = props;
  const { teach, upload: uploadWords, common } = words;
  const { lessons, refresh } = useLessons(props.lessons, common);
  const [open, setOpen] = useState(props.uploads);
  const [notes, setNotes] = useState<string[]>([]);
  const { error, run } = useRequest();
  const { uploads, add, dismiss } = useUploads({
    owner: props.owner,
    onSettled() {
      void refresh();
      void run(async () => setOpen(await askApi<OpenUploadList>('/api/uploads', common)));
    },
  });

  function take(files: File[]) {
    const refusals = files.map((file) => refuseFile(file, maxUploadBytes, uploadWords));
    setNotes(refusals.filter((refusal) => refusal !== undefined));
    add(files.filter((_, index) => refusals[index] === undefined));
  }

  async function goOn(file: File, upload: OpenUpload) {
    // Where it cannot be read, the upload itself says so.
    const { bytes } = await fingerprintFile(file).catch(() => ({ bytes: upload.fingerprint ?? '' }));
    if (isOf(upload, { name: file.name, size: file.size, bytes })) {
      setNotes([]);
      add([file], `/api/uploads/${upload.id}`);
      return;
    }
    take([file]);
    const note = fill(uploadWords.otherFile, { chosen: file.name, name: upload.filename });
    setNotes((before) => [...before, note]);
  }

  function end(upload: OpenUpload) {
    void run(async () => {
      await askApi(`/api/uploads/${upload.id}`, common, {
        method: 'DELETE',
        headers: { 'Tus-Resumable': '1.0.0' },
      });
      setOpen(await askApi<OpenUploadList>('/api/uploads', common));
    });
  }

  function retry(lesson: Lesson) {
    void run(async () => {
      await askApi(`/api/lessons/${lesson.id}/retry`, common, { method: 'POST' });
      await refresh();
    });
  }

  const { waiting, others } = sortByNeed(lessons);
  // An upload that runs on this page is not also one of another day.
  const resting = open.items.filter((upload) => !uploads.some((running) => isRunning(upload, running)));
  const any = uploads.length > 0;
  const table = { language, words: teach, onRetry: retry };
  return (
    <div class="teach-desk">
      {props.mayUpload ? (
        <>
          <DropZone
            maxBytes={maxUploadBytes}
            compact={any || lessons.length > 0}
            more={any}
            onFiles={take}
            words={uploadWords}
          />
          <UploadQuotas quotas={open.quotas} words={uploadWords} />
        </>
      ) : (
        <Notice kind="info">
          <p>{teach.noSchool}</p>
        </Notice>
      )}
      {notes.map((note) => (
        <Notice key={note} kind="warning" live>
          <p>{note}</p>
        </Notice>
      ))}
      <RequestProblem error={error} />
      {any && (
        <section aria-labelledby="running-uploads">
          <h2 id="running-uploads" class="visually-hidden">
            {uploadWords.running}
          </h2>
          <UploadList uploads={uploads} onDismiss={dismiss} words={words} />
          {uploads.map(({ key, name, state }) => {
            const same = state.name === 'done' && sameVideoAs(state.lessonId, lessons);
            return (
              same && (
                <Notice key={key} kind="info" live>
                  <p>{fill(uploadWords.duplicate, { name, title: same.title })}</p>
                </Notice>
              )
            );
          })}
          {uploads.some(({ state }) => isMoving(state)) && (
            <p class="uploads-hint small secondary">{uploadWords.leaveHint}</p>
          )}
        </section>
      )}
      <OpenUploads
        uploads={resting}
        {...{ language, timeZone, words }}
        onFile={(file, upload) => void goOn(file, upload)}
        onEnd={end}
      />
      {waiting.length > 0 && (
        <section class="section" aria-labelledby="waiting-lessons">
          <h2 id="waiting-lessons">
            {teach.needsYou} <span class="count figure">{waiting.length}</span>
          </h2>
          <LessonsTable lessons={waiting} {...table} />
        </section>
      )}
      {others.length > 0 && (
        <section class="section" aria-labelledby="other-lessons">
          <h2 id="other-lessons">
            {waiting.length > 0 ? teach.otherLessons : teach.allLessons}{' '}
            <span class="count figure">{others.length}</span>
          </h2>
          <LessonsTable lessons={others} {...table} />
        </section>
      )}
    </div>
  );
}

/** By its address; until that is known, by what the file says of itself. */
function isRunning({ id, filename, length }: OpenUpload, running: RunningUpload): boolean {
  const { engine, state, name, size } = running;
  if (state.name === 'done') return state.uploadId === id;
  if (engine.address !== undefined) return engine.address.endsWith(`/${id}`);
  return name === filename && size === length;
}

/** The lesson that has had the same bytes before; undefined where there is none, or none that is known here. */
function sameVideoAs(lessonId: string | null, lessons: readonly Lesson[]): Lesson | undefined {
  const earlier = lessons.find(({ id }) => id === lessonId)?.duplicateOf;
  return earlier ? lessons.find(({ id }) => id === earlier) : undefined;
}
