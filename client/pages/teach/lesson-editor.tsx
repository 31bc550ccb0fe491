import { useRef, useState } from 'preact/hooks';
import type { Lesson } from '../../../server/contract/lessons.ts';
import type { LessonChoices, RoundChoice } from '../../../server/contract/pages.ts';
import type { Basis } from '../../../server/contract/revision.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { joinNames } from '../../../server/contract/words/join-names.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { ConflictNotice } from '../../islands/conflict-notice.tsx';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { SaveLine } from '../../islands/save-line.tsx';
import { useAutosave } from '../../islands/use-autosave.ts';
import { useLeaveWarning } from '../../islands/use-form.ts';
import { useKept } from '../../islands/use-kept.ts';
import { usePolling } from '../../islands/use-polling.ts';
import { useRequest } from '../../islands/use-request.ts';
import { isMediaMoving, pauseForMaker } from '../../player/early-playback.ts';
import { ApiError, askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CaptionsPanel } from './captions-panel.tsx';
import { CoverPanel } from './cover-panel.tsx';
import { LessonFields } from './lesson-fields.tsx';
import { describeForm, type LessonForm, listMissing, mergeForms, toChange, toForm } from './lesson-form.ts';
import { LessonNotices } from './lesson-notices.tsx';
import { isBeingChecked } from './lesson-states.ts';
import { MaterialsPanel } from './materials-panel.tsx';
import { RoundsPanel } from './rounds-panel.tsx';
import { StateChip } from './state-chip.tsx';
import { useAttachmentQueue } from './use-attachment-queue.ts';
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
  words: Pick<Dictionary, 'teach' | 'upload' | 'player' | 'common' | 'conflict'>;
}

/** What a request was about: what went wrong is told there, not at the other end of the page. */
type Place = 'page' | 'cover' | 'materials' | 'captions';
type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One lesson in its teacher's hands: what is typed is kept by itself until the lesson is submitted. */
export function LessonEditor(props: LessonEditorProps) {
  const { choices, language, timeZone, words } = props;
  const { teach, common } = words;
  const [lesson, setLesson] = useState(props.lesson);
  const formOf = (kept: Lesson) =>
    toForm(
      kept,
      choices.stages.map((stage) => ({ ...stage, kind: 'stage', hasChildren: true })),
    );
  const [form, setForm] = useState(() => formOf(props.lesson));
  /** The form as it was saved or loaded last: what this page has changed since is what it saves. */
  const saved = useRef(form);
  /** How often the form was filled anew: its fields begin afresh with it. */
  const [filled, setFilled] = useState(0);
  const [cover, setCover] = useState<number | null>(null);
  const [sending, setSending] = useState(false);
  /** The lesson has an attachment that could not be shown yet: it is asked for until it is. */
  const [unseen, setUnseen] = useState(false);
  const [place, setPlace] = useState<Place>('page');
  const [asking, setAsking] = useState<'withdraw' | 'delete' | null>(null);
  const [incomplete, setIncomplete] = useState(false);
  const { busy, error, run } = useRequest();
  useLeaveWarning(sending);
  const address = `/api/lessons/${lesson.id}`;

  const load = () => askApi<Lesson>(address, common);
  const kept = useKept<Lesson>({
    revision: props.lesson.revision,
    revisionOf: ({ revision }) => revision,
    load,
  });

  // What is public or being checked changes only when its teacher says so.
  const byItself = ['draft', 'returned', 'withdrawn'].includes(lesson.state);
  const autosave = useAutosave<LessonForm>({
    savedAt: lesson.updatedAt,
    after: byItself ? 1500 : null,
    async save(value) {
      const change = toChange(saved.current, value);
      if (Object.keys(change).length === 0) return;
      const send = (basis: Basis) =>
        askApi<Lesson>(address, common, { method: 'PATCH', body: { ...change, ...basis } });
      setLesson(await kept.save(send));
      saved.current = value;
    },
  });

  async function refresh() {
    setLesson(await load());
    setUnseen(false);
  }

  async function showAttachments() {
    try {
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setUnseen(true);
    }
  }

  const attachments = useAttachmentQueue(
    `${address}/attachments`,
    props.attachmentLimitBytes,
    showAttachments,
  );
  usePolling({
    active: unseen || isMediaMoving(lesson) || isBeingChecked(lesson),
    everyMs: pauseForMaker(lesson),
    ask: refresh,
  });

  function change(part: Partial<LessonForm>) {
    const next = { ...form, ...part };
    setForm(next);
    autosave.change(next);
  }

  /** The form goes on from what was saved elsewhere. */
  function refill(theirs: Lesson, next: LessonForm) {
    kept.settle();
    saved.current = formOf(theirs);
    setLesson(theirs);
    setForm(next);
    setFilled((times) => times + 1);
  }

  function takeTheirs(theirs: Lesson) {
    refill(theirs, formOf(theirs));
    autosave.reset(theirs.updatedAt);
  }

  function keepMine(theirs: Lesson) {
    const merged = mergeForms(saved.current, form, formOf(theirs));
    refill(theirs, merged);
    autosave.change(merged);
    void autosave.flush();
  }

  const problemAt = (asked: Place) => (asked === place ? error : null);

  function runAt(at: Place, work: () => Promise<void>) {
    setPlace(at);
    return run(work);
  }

  const send = (at: Place, path: string, body: unknown, method: Method = 'POST') =>
    runAt(at, async () => {
      await askApi(address + path, common, { method, body });
      await refresh();
    });

  async function upload(at: Place, file: File, path: string) {
    const body = new FormData();
    body.set('file', file);
    setSending(true);
    const sent = await send(at, path, body, 'PUT');
    setSending(false);
    return sent;
  }

  async function submit() {
    const missing = listMissing(form, lesson.media.state);
    setIncomplete(missing.length > 0);
    const target = { title: 'title', place: `place-${form.cascade.length - 1}`, video: 'video' };
    if (missing[0]) document.getElementById(target[missing[0]])?.focus();
    else if (await autosave.flush()) await send('page', '/submit', undefined);
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
        <LessonNotices lesson={lesson} words={teach} />
        {kept.theirs && (
          <ConflictNotice
            before={describeForm(saved.current, choices, teach)}
            mine={describeForm(form, choices, teach)}
            theirs={describeForm(formOf(kept.theirs), choices, teach)}
            words={words.conflict}
            href={`/teach/lessons/${lesson.id}`}
            form="lesson-form"
            onTakeTheirs={() => kept.theirs && takeTheirs(kept.theirs)}
            onKeepMine={() => kept.theirs && keepMine(kept.theirs)}
          />
        )}
        <RequestProblem error={problemAt('page')} />
      </div>
      <div class="lesson-editor-columns">
        <form
          id="lesson-form"
          class="lesson-editor-main"
          tabIndex={-1}
          onSubmit={(event) => {
            event.preventDefault();
            void autosave.flush();
          }}
        >
          <LessonFields
            key={filled}
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
            onRetry={() => void send('page', '/retry', undefined)}
            onReplaced={() => void runAt('page', refresh)}
          />
          <CoverPanel
            lesson={lesson}
            chosen={cover}
            busy={busy}
            problem={problemAt('cover')}
            words={teach}
            onChoose={(index) => {
              setCover(index);
              void send('cover', '', { cover: index }, 'PATCH');
            }}
            onUpload={(file) => {
              setCover(null);
              void upload('cover', file, '/cover');
            }}
          />
          <MaterialsPanel
            lesson={lesson}
            kinds={choices.attachmentKinds}
            limitBytes={props.attachmentLimitBytes}
            queue={attachments}
            busy={busy}
            problem={problemAt('materials')}
            words={words}
            onKind={({ id }, kind) => void send('materials', `/attachments/${id}`, { kind }, 'PATCH')}
            onDelete={({ id }) => void send('materials', `/attachments/${id}`, undefined, 'DELETE')}
          />
          <CaptionsPanel
            lesson={lesson}
            languages={choices.captionLanguages}
            busy={busy}
            problem={problemAt('captions')}
            words={words}
            onUpload={(tag, file) => upload('captions', file, `/captions/${tag}`)}
            onDelete={(tag) => void send('captions', `/captions/${tag}`, undefined, 'DELETE')}
          />
          <RoundsPanel lesson={lesson} rounds={props.rounds} language={language} words={words} />
        </div>
      </div>
      <div class="action-bar">
        <div class="action-bar-state">
          <StateChip lesson={lesson} words={teach} />
          <SaveLine state={autosave.state} timeZone={timeZone} words={teach} />
          {kept.theirs && <a href="#conflict">{words.conflict.look}</a>}
          {incomplete && missing.length > 0 && (
            <span class="wrong-words" role="alert">
              {teach.needsTitle}
              {joinNames(
                missing.map((name) => teach[`needs.${name}`]),
                language,
              )}
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
              // Not disabled, which would drop the focus of whoever has just pressed it.
              aria-disabled={autosave.state.name === 'saving' || autosave.state.name === 'saved'}
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
              if (what === 'withdraw') void send('page', '/withdraw', undefined);
              else
                void runAt('page', async () => {
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
