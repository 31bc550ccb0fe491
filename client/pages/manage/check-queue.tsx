import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lesson } from '../../../server/contract/lessons.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { Player } from '../../player/player.tsx';
import type { PlayerController } from '../../player/player-controller.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SmallCover } from '../teach/lessons-table.tsx';
import { LessonFacts } from './lesson-facts.tsx';
import { ReturnForm } from './return-form.tsx';

export interface CheckQueueProps {
  lessons: Lesson[];
  language: Language;
  timeZone: string;
  words: Pick<Dictionary, 'manage' | 'player' | 'common'>;
}

/** Lessons to be checked: one is open, and once it is decided the next one opens by itself. */
export function CheckQueue({ lessons: initial, language, timeZone, words }: CheckQueueProps) {
  const { manage, common } = words;
  const [queue, setQueue] = useState(initial);
  const [openId, setOpenId] = useState(initial[0]?.id);
  const [returning, setReturning] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const { busy, error, run, clear } = useRequest();
  const player = useRef<PlayerController | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const open = queue.find((lesson) => lesson.id === openId);

  useEffect(() => {
    if (!openId || queue.find(({ id }) => id === openId)?.playback) return;
    // The queue comes without addresses: they are asked for when a lesson is opened.
    void run(async () => {
      const found = await askApi<Lesson>(`/api/lessons/${openId}`, common);
      // Without addresses there is nothing to play, which is not to be asked for again.
      const whole = { ...found, playback: found.playback ?? { captions: [] } };
      setQueue((before) => before.map((lesson) => (lesson.id === whole.id ? whole : lesson)));
    });
  }, [openId]);

  function show(id: string | undefined) {
    player.current = null;
    setOpenId(id);
    setReturning(false);
    clear();
  }

  function settle(lesson: Lesson, message: string) {
    const index = queue.findIndex(({ id }) => id === lesson.id);
    const rest = queue.filter(({ id }) => id !== lesson.id);
    setQueue(rest);
    setDone(fill(message, { title: lesson.title }));
    show((rest[index] ?? rest[0])?.id);
    heading.current?.focus();
  }

  function publish(lesson: Lesson) {
    void run(async () => {
      const body = { seen: lesson.media.version };
      await askApi(`/api/lessons/${lesson.id}/publish`, common, { method: 'POST', body });
      settle(lesson, manage.checkPublished);
    });
  }

  function giveBack(lesson: Lesson, note: string, at: number | undefined) {
    void run(async () => {
      await askApi(`/api/lessons/${lesson.id}/return`, common, { method: 'POST', body: { note, at } });
      settle(lesson, manage.checkReturned);
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const target = event.target instanceof Element ? event.target : document.body;
    if (!open || busy || returning || target.closest('textarea, input, select, .player')) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) publish(open);
    else if (event.key.toLowerCase() === 'r' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      setReturning(true);
    } else if (target.closest('.check-list') && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const index = queue.findIndex(({ id }) => id === openId) + (event.key === 'ArrowDown' ? 1 : -1);
      if (!queue[index]) return;
      show(queue[index].id);
      list.current?.querySelectorAll('button')[index]?.focus();
    }
  }

  useEffect(() => {
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });

  if (!open) {
    return (
      <div class="stack">
        {done && <DoneLine text={done} />}
        <EmptyState title={done ? manage.checkAllDone : manage.checkNone}>
          {done ? manage.checkAllDoneHint : manage.checkNoneHint}
        </EmptyState>
      </div>
    );
  }

  const { playback } = open;
  const plays = playback && (playback.hls || playback.mp4 || playback.early);
  return (
    <div class="check-queue">
      <nav class="check-list" aria-label={manage.checkQueue}>
        <p class="small secondary">{fill(manage.checkCount, { count: queue.length })}</p>
        <ul ref={list}>
          {queue.map((lesson) => (
            <li key={lesson.id}>
              <button
                type="button"
                aria-current={lesson.id === openId ? 'true' : undefined}
                onClick={() => show(lesson.id)}
              >
                <SmallCover lesson={lesson} language={language} />
                <span class="check-list-text">
                  <b>{lesson.title}</b>
                  <span class="small secondary">
                    {lesson.teacher.name} · {lesson.school.name}
                  </span>
                  {lesson.submittedAt && (
                    <span class="small secondary">
                      {fill(manage.checkSubmitted, {
                        date: formatDate(lesson.submittedAt, language, timeZone),
                      })}
                    </span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <article class="check-lesson" aria-labelledby="check-lesson-title">
        {done && <DoneLine text={done} />}
        {plays ? (
          <Player
            key={open.id}
            lessonId={open.id}
            source={`/api/lessons/${open.id}`}
            title={open.title}
            playback={playback}
            durationSeconds={open.durationSeconds}
            words={words.player}
            language={language}
            onReady={(controller) => {
              player.current = controller;
            }}
          />
        ) : (
          <div class="check-no-video">
            {busy || (!playback && !error) ? manage.checkLoading : manage.checkNoVideo}
          </div>
        )}
        <h2 id="check-lesson-title" ref={heading} tabIndex={-1}>
          {open.title}
        </h2>
        <RequestProblem error={returning ? null : error} />
        {returning ? (
          <ReturnForm
            key={open.id}
            at={player.current?.getState().time ?? 0}
            error={error}
            busy={busy}
            words={words}
            onSend={(note, at) => giveBack(open, note, at)}
            onCancel={() => {
              setReturning(false);
              clear();
            }}
          />
        ) : (
          <div class="check-actions">
            <Button look="primary" disabled={busy} onClick={() => publish(open)}>
              {manage.checkPublish}
            </Button>
            <Button disabled={busy} onClick={() => setReturning(true)}>
              {manage.checkReturn}
            </Button>
            <p class="small secondary keys-hint">{manage.checkKeys}</p>
          </div>
        )}
        <LessonFacts lesson={open} language={language} words={manage} />
      </article>
    </div>
  );
}

function DoneLine({ text }: { text: string }) {
  return (
    <Notice kind="done" live>
      <p>{text}</p>
    </Notice>
  );
}
