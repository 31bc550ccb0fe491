import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Attachment, Lesson } from '../../../server/contract/lessons.ts';
import type { PageOf } from '../../../server/contract/pages.ts';
import type { Basis } from '../../../server/contract/revision.ts';
import type { Assignment, AssignmentList, ReviewDraft, RubricBody } from '../../../server/contract/rounds.ts';
import { attachmentKinds } from '../../../server/contract/terms/lesson-kinds.ts';
import { subjects } from '../../../server/contract/terms/subjects.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { joinNames } from '../../../server/contract/words/join-names.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { ConflictNotice } from '../../islands/conflict-notice.tsx';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { SaveLine } from '../../islands/save-line.tsx';
import { useAutosave } from '../../islands/use-autosave.ts';
import { useLeaveWarning } from '../../islands/use-form.ts';
import { useKept } from '../../islands/use-kept.ts';
import { useRequest } from '../../islands/use-request.ts';
import { Player } from '../../player/player.tsx';
import type { PlayerController } from '../../player/player-controller.ts';
import { askApi } from '../../ui/api.ts';
import { hueClass, termName } from '../../ui/lesson-place.ts';
import { focusDimension, focusExact } from './focus-dimension.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { readPress } from './read-press.ts';
import { RemarkList } from './remark-list.tsx';
import {
  addRemark,
  describeDraft,
  deskKey,
  draftOf,
  missingScores,
  refuseSubmit,
  removeRemark,
  score,
} from './review-draft.ts';
import { ReviewHead } from './review-head.tsx';
import { scoreChoices } from './score-choices.ts';
import { ScorePanel } from './score-panel.tsx';

export interface ReviewDeskProps {
  roundId: string;
  /** `一师一优课 2026 · 市级`: what is being reviewed. */
  heading: string[];
  rubric: RubricBody;
  /** The round is over: nothing can be changed. */
  closed: boolean;
  assignment: Assignment;
  playback: NonNullable<Lesson['playback']>;
  /** Without their names, which could tell who made them. */
  attachments: Pick<Attachment, 'id' | 'kind' | 'url'>[];
  position: PageOf<'review-entry'>['position'];
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'review' | 'player' | 'common' | 'conflict'>;
}

/** One lesson beside its rubric: seen, scored, remarked on, handed in, and on to the next. */
export function ReviewDesk(props: ReviewDeskProps) {
  const { roundId, rubric, assignment, playback, attachments, position, language, timeZone, words } = props;
  const { review: text, common } = words;
  const [draft, setDraft] = useState(() => draftOf(assignment.review));
  const [focused, setFocused] = useState<string | null>(null);
  const [time, setTime] = useState(0);
  const [writing, setWriting] = useState<{ at: number; text: string } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [helping, setHelping] = useState(false);
  const [submitted, setSubmitted] = useState(assignment.review.state === 'submitted');
  const { busy, error, run } = useRequest();
  const player = useRef<PlayerController | null>(null);
  const remarkInput = useRef<HTMLInputElement>(null);
  const disabled = submitted || props.closed;
  useLeaveWarning(Boolean(writing?.text.trim()));
  const address = `/api/rounds/${roundId}/reviews/${assignment.id}`;

  const kept = useKept<Assignment>({
    revision: assignment.review.revision,
    revisionOf: ({ review }) => review.revision,
    async load() {
      const { items } = await askApi<AssignmentList>(`/api/rounds/${roundId}/assignments`, common);
      return items.find(({ id }) => id === assignment.id) ?? assignment;
    },
  });
  const autosave = useAutosave<ReviewDraft>({
    savedAt: assignment.review.updatedAt,
    after: 1000,
    async save(value) {
      await put(value, false);
    },
  });

  function put(value: ReviewDraft, submit: boolean) {
    const send = (basis: Basis) =>
      askApi<Assignment>(address, common, { method: 'PUT', body: { ...value, submit, ...basis } });
    return kept.save(send);
  }

  function takeTheirs({ review }: Assignment) {
    kept.settle();
    autosave.reset(review.updatedAt);
    setDraft(draftOf(review));
    setSubmitted(review.state === 'submitted');
  }

  function keepMine() {
    kept.settle();
    autosave.change(draft);
    void autosave.flush();
  }

  function change(next: ReviewDraft) {
    if (disabled || next === draft) return;
    setDraft(next);
    setRefusal(null);
    autosave.change(next);
  }

  const currentKey = focused ?? missingScores(rubric, draft)[0]?.key ?? null;

  function startRemark() {
    if (disabled) return;
    player.current?.request({ do: 'pause' });
    setWriting({ at: player.current?.getState().time ?? 0, text: '' });
  }

  // Before the next key: who presses R goes on typing at once.
  useLayoutEffect(() => {
    if (writing) remarkInput.current?.focus();
  }, [writing === null]);

  function keepRemark() {
    if (!writing) return;
    change(addRemark(draft, writing.at, writing.text));
    setWriting(null);
  }

  function submit() {
    if (disabled || busy) return;
    // What stands in the line for a remark is handed in too, whether or not its button was pressed.
    const whole = writing ? addRemark(draft, writing.at, writing.text) : draft;
    const refused = refuseSubmit(rubric, whole);
    if (refused) {
      setRefusal(refusalWords(refused, language, words));
      const key = refused.reason === 'scores' ? refused.missing[0]?.key : undefined;
      if (key) focusDimension(key);
      else document.getElementById('comment')?.focus();
      return;
    }
    keepRemark();
    void run(async () => {
      // A draft on its way must not come after what is handed in.
      await autosave.flush();
      await put(whole, true);
      setSubmitted(true);
      location.assign(position.nextHref ?? '/review');
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const key = deskKey(readPress(event));
    if (!key || helping) return;
    switch (key.do) {
      case 'score': {
        const dimension = rubric.dimensions.find((one) => one.key === currentKey);
        const choice = dimension && scoreChoices(dimension)[key.place];
        if (!dimension || !choice || disabled) return;
        change(score(draft, dimension.key, choice.points));
        focusDimension(dimension.key, choice.points);
        break;
      }
      case 'exact':
        if (currentKey) focusExact(currentKey);
        break;
      case 'remark':
        startRemark();
        break;
      case 'toggle-play':
        player.current?.request({ do: 'toggle' });
        break;
      case 'submit':
        submit();
        break;
      case 'help':
        setHelping(true);
        break;
      default:
        key satisfies never;
    }
    event.preventDefault();
  }

  // Not after the next picture: a key pressed before it would score the dimension that was left.
  useLayoutEffect(() => {
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });

  const plays = playback.hls || playback.mp4 || playback.early;
  return (
    <div class="review-desk">
      <ReviewHead
        heading={props.heading}
        position={position}
        saving={
          !disabled && (
            <SaveLine state={autosave.state} timeZone={timeZone} words={{ ...text, nothing: '' }} />
          )
        }
        words={text}
        onHelp={() => setHelping(true)}
      />
      <div class="review-columns">
        <main id="main" class="review-lesson" tabIndex={-1}>
          {plays ? (
            <Player
              lessonId={assignment.id}
              title={assignment.title}
              playback={playback}
              durationSeconds={assignment.durationSeconds}
              marks={draft.remarks.map(({ at }) => at)}
              words={words.player}
              language={language}
              onTime={setTime}
              onReady={(controller) => {
                player.current = controller;
              }}
            />
          ) : (
            <div class="review-no-video">{text.noVideo}</div>
          )}
          <h1>{assignment.title}</h1>
          <p class={`review-facts ${hueClass(assignment.subject)}`}>
            <span class="dotted">
              {assignment.subject && (
                <span class="review-subject">{termName(subjects, assignment.subject, language)}</span>
              )}
              {assignment.place && <span>{assignment.place}</span>}
            </span>
            <span class="unbroken">{fill(text.number, { number: assignment.number })}</span>
            {attachments.length > 0 && (
              <span class="dotted" title={text.attachments}>
                {attachments.map((file) => (
                  <a key={file.id} href={file.url} target="_blank" rel="noreferrer">
                    {termName(attachmentKinds, file.kind, language)}
                  </a>
                ))}
              </span>
            )}
          </p>
          <RemarkList
            remarks={draft.remarks}
            writing={writing}
            now={time}
            disabled={disabled}
            input={remarkInput}
            words={text}
            onStart={startRemark}
            onWrite={(said) => setWriting((before) => before && { ...before, text: said })}
            onAdd={keepRemark}
            onCancel={() => setWriting(null)}
            onGo={(to) => player.current?.request({ do: 'seek', to })}
            onRemove={(index) => change(removeRemark(draft, index))}
          />
        </main>
        <ScorePanel
          {...{ rubric, draft, currentKey, disabled, busy, refusal, language }}
          state={submitted ? 'submitted' : props.closed ? 'closed' : 'open'}
          hasNext={position.nextHref !== null}
          nextHref={position.nextHref}
          words={text}
          problem={
            kept.theirs ? (
              <ConflictNotice
                mine={describeDraft(rubric, draft, text)}
                theirs={describeDraft(rubric, kept.theirs.review, text)}
                final={kept.theirs.review.state === 'submitted'}
                words={words.conflict}
                href={`/review/${assignment.id}`}
                form="review-form"
                onTakeTheirs={() => kept.theirs && takeTheirs(kept.theirs)}
                onKeepMine={keepMine}
              />
            ) : (
              <RequestProblem error={error} />
            )
          }
          onChange={change}
          onFocus={setFocused}
          onSubmit={submit}
        />
      </div>
      <KeysDialog open={helping} words={words} onClose={() => setHelping(false)} />
    </div>
  );
}

function refusalWords(
  refused: NonNullable<ReturnType<typeof refuseSubmit>>,
  language: Language,
  { review: words }: ReviewDeskProps['words'],
): string {
  if (refused.reason === 'veto') return words.needsReason;
  const names = refused.missing.map(({ name }) => name);
  return fill(words.needsScores, { count: names.length, names: joinNames(names, language) });
}
