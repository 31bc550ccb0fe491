import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lesson } from '../../../server/contract/lessons.ts';
import type { LessonChoices, RoundChoice } from '../../../server/contract/pages.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { SaveLine } from '../../islands/save-line.tsx';
import { useAutosave } from '../../islands/use-autosave.ts';
import { useRequest } from '../../islands/use-request.ts';
import { ApiError, askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { CoverPanel } from './cover-panel.tsx';
import { LessonFields } from './lesson-fields.tsx';
import { type LessonForm, listMissing, toChange, toForm } from './lesson-form.ts';
import { isBeingChecked, isMediaMoving } from './lesson-states.ts';
import { MaterialsPanel } from './materials-panel.tsx';
import { RoundsPanel } from './rounds-panel.tsx';
import { StateChip } from './state-chip.tsx';
import { VideoPanel } from './video-panel.tsx';

export interface LessonEditorProps {
  lesson: Lesson;
  choices: LessonChoices;
  rounds: RoundChoice[];
  owner: string;
  maxUploadBytes: number;
  attachmentLimitBytes: number;
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'teach' | 'upload' | 'player' | 'common'>;
}

/** One lesson in its teacher's hands: what is typed is kept by itself until the lesson is submitted. */
export function LessonEditor(props: LessonEditorProps) {
  const { choices, language, timeZone, words } = props;
  const { teach, common } = words;
  const [lesson, setLesson] = useState(props.lesson);
  const [form, setForm] = useState(() =>
    toForm(
      props.lesson,
      choices.stages.map((stage) => ({ ...stage, kind: 'stage', hasChildren: true })),
    ),
  );
  const [cover, setCover] = useState<number | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [asking, setAsking] = useState<'withdraw' | 'delete' | null>(null);
  const [incomplete, setIncomplete] = useState(false);
  const { busy, error, run } = useRequest();
  const address = `/api/lessons/${lesson.id}`;

  // What is public or being checked changes only when its teacher says so.
  const byItself = lesson.state === 'draft' || lesson.state === 'returned';
  const autosave = useAutosave<LessonForm>({
    savedAt: lesson.updatedAt,
    after: byItself ? 1500 : null,
    async save(value) {
      setLesson(await askApi<Lesson>(address, common, { method: 'PATCH', body: toChange(value) }));
    },
  });

  const refresh = async () => setLesson(await askApi<Lesson>(address, common));
  usePolling(isMediaMoving(lesson) || isBeingChecked(lesson), refresh);

  function change(part: Partial<LessonForm>) {
    const next = { ...form, ...part };
    setForm(next);
    autosave.change(next);
  }

  const send = (path: string, body: unknown, method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' = 'POST') =>
    run(async () => {
      await askApi(address + path, common, { method, body });
      await refresh();
    });

  async function upload(file: File, path: string, method: 'POST' | 'PUT', kind?: string) {
    const body = new FormData();
    // Fields stand before files, so that they are known when the file comes.
    if (kind !== undefined) body.set('kind', kind);
    body.set('file', file);
    setSending(file.name);
    await send(path, body, method);
    setSending(null);
  }

  async function submit() {
    const missing = listMissing(form, lesson.media.state);
    setIncomplete(missing.length > 0);
    const target = { title: 'title', place: `place-${form.cascade.length - 1}`, video: 'video' };
    if (missing[0]) document.getElementById(target[missing[0]])?.focus();
    else if (await autosave.flush()) await send('/submit', undefined);
  }

  const saveError = autosave.state.name === 'failed' ? autosave.state.error : null;
  const missing = listMissing(form, lesson.media.state);
  const problems = {
    ...saveError?.fields,
    ...error?.fields,
    ...(incomplete && missing.includes('title') && { title: teach['needs.title'] }),
    ...(incomplete && missing.includes('place') && { node: teach['needs.place'] }),
  };
  return (
    <div class="lesson-editor">
      <div class="lesson-editor-notices">
        {lesson.state === 'returned' && lesson.returned && (
          <Notice kind="warning" title={teach.returnedNote}>
            <p class="lines">{lesson.returned.note}</p>
            {lesson.returned.at !== null && (
              <p class="small">{fill(teach.returnedAt, { time: formatTime(lesson.returned.at) })}</p>
            )}
          </Notice>
        )}
        {lesson.state === 'submitted' && (
          <Notice kind="done" title={teach.submitted}>
            <p>{teach.submittedHint}</p>
          </Notice>
        )}
        {lesson.state === 'published' && (
          <Notice kind="done">
            <p>
              {teach.publishedHint} <a href={`/lessons/${lesson.id}`}>{teach.viewPublic}</a>
            </p>
          </Notice>
        )}
        {refusal && (
          <Notice kind="warning" live>
            <p>{refusal}</p>
          </Notice>
        )}
        <RequestProblem error={error} />
      </div>
      <div class="lesson-editor-columns">
        <form
          class="lesson-editor-main"
          onSubmit={(event) => {
            event.preventDefault();
            void autosave.flush();
          }}
        >
          <LessonFields
            {...{ form, choices, problems, words }}
            onChange={change}
            onLeave={() => byItself && void autosave.flush()}
          />
        </form>
        <div class="lesson-editor-side">
          <VideoPanel
            lesson={lesson}
            owner={props.owner}
            maxUploadBytes={props.maxUploadBytes}
            language={language}
            words={words}
            onRetry={() => void send('/retry', undefined)}
            onRefused={setRefusal}
            onReplaced={() => void run(refresh)}
          />
          <CoverPanel
            lesson={lesson}
            chosen={cover}
            busy={busy}
            words={teach}
            onChoose={(index) => {
              setCover(index);
              void send('', { cover: index }, 'PATCH');
            }}
            onUpload={(file) => {
              setCover(null);
              void upload(file, '/cover', 'PUT');
            }}
          />
          <MaterialsPanel
            lesson={lesson}
            kinds={choices.attachmentKinds}
            limitBytes={props.attachmentLimitBytes}
            sending={sending}
            words={words}
            onAdd={(file, kind) => void upload(file, '/attachments', 'POST', kind)}
            onDelete={({ id }) => void send(`/attachments/${id}`, undefined, 'DELETE')}
            onCaptions={(file) => void upload(file, '/captions/zh', 'PUT')}
          />
          <RoundsPanel lesson={lesson} rounds={props.rounds} language={language} words={words} />
        </div>
      </div>
      <div class="action-bar">
        <div class="action-bar-state">
          <StateChip lesson={lesson} words={teach} />
          <SaveLine state={autosave.state} timeZone={timeZone} words={teach} />
          {incomplete && missing.length > 0 && (
            <span class="wrong-words" role="alert">
              {teach.needsTitle}
              {missing.map((name) => teach[`needs.${name}`]).join(language === 'zh' ? '、' : ', ')}
            </span>
          )}
        </div>
        <div class="action-bar-buttons">
          {lesson.may.includes('delete') && (
            <Button look="danger" onClick={() => setAsking('delete')}>
              {teach.deleteDraft}
            </Button>
          )}
          {lesson.may.includes('withdraw') && (
            <Button onClick={() => setAsking('withdraw')}>{teach.withdraw}</Button>
          )}
          {lesson.may.includes('edit') && (
            <Button
              look={lesson.may.includes('submit') ? 'plain' : 'primary'}
              disabled={autosave.state.name === 'saving' || autosave.state.name === 'saved'}
              onClick={() => void autosave.flush()}
            >
              {teach.save}
            </Button>
          )}
          {lesson.may.includes('submit') && (
            <Button look="primary" disabled={busy} onClick={() => void submit()}>
              {teach.submit}
            </Button>
          )}
        </div>
      </div>
      <Dialog
        open={asking !== null}
        title={asking === 'delete' ? teach.deleteTitle : teach.withdrawTitle}
        closeLabel={common.close}
        onClose={() => setAsking(null)}
      >
        <p>{asking === 'delete' ? teach.deleteBody : teach.withdrawBody}</p>
        <p class="dialog-actions">
          <Button onClick={() => setAsking(null)}>{common.cancel}</Button>
          <Button
            look="danger"
            disabled={busy}
            onClick={() => {
              const what = asking;
              setAsking(null);
              if (what === 'withdraw') void send('/withdraw', undefined);
              else
                void run(async () => {
                  await askApi(address, common, { method: 'DELETE' });
                  location.assign('/teach');
                });
            }}
          >
            {asking === 'delete' ? teach.deleteDraft : teach.withdraw}
          </Button>
        </p>
      </Dialog>
    </div>
  );
}

/** Asks again every few seconds while something moves and somebody looks. */
function usePolling(moving: boolean, ask: () => Promise<void>): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      latest.current().catch((error: unknown) => {
        // The next round asks again; what is shown stays true as of its time.
        if (!(error instanceof ApiError)) throw error;
      });
    }, 2500);
    return () => clearInterval(timer);
  }, [moving]);
}
