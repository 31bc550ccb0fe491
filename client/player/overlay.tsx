import { useEffect } from 'preact/hooks';
import { formatTime } from '../../server/contract/words/format-time.ts';
import { fill } from '../../server/contract/words/words.ts';
import { formatDay } from '../ui/format.ts';
import type { ControlsProps } from './controls.tsx';
import type { PlayerNotice } from './player-state.ts';

/** Milliseconds after which a line about something that went well goes by itself. */
const noticeTime = 8000;

interface OverlayProps extends ControlsProps {
  /** Gives the focus to the player, for a button that goes away when it is pressed. */
  keepKeyboard(): void;
}

/** Over the picture: why it stopped, or a line about what just happened. */
export function Overlay(props: OverlayProps) {
  const { state, controller, words } = props;
  switch (state.phase) {
    case 'limited':
      return <LimitReached {...props} />;
    case 'failed':
      return (
        <div class="player-overlay" role="alert">
          <p class="player-overlay-title">{words.failed}</p>
          <p>{words.failedHint}</p>
          <p>
            <button type="button" class="player-action" onClick={() => window.location.reload()}>
              {words.reload}
            </button>
          </p>
        </div>
      );
    default:
      return state.notice && <NoticeLine {...props} notice={state.notice} dismiss={controller.request} />;
  }
}

function LimitReached({ state, controller, keepKeyboard, words, language, signIn, home }: OverlayProps) {
  const { limit } = state.playback;
  const until = limit?.until ?? null;
  const watchAgain = () => {
    keepKeyboard();
    controller.request({ do: 'play' });
  };
  return (
    <div class="player-overlay" role="status">
      <p class="player-overlay-title">{fill(words.limitTitle, { seconds: limit?.seconds ?? 0 })}</p>
      <p>
        {until === null ? words.limitNoUntil : fill(words.limitUntil, { date: formatDay(until, language) })}
      </p>
      <p>
        {signIn && (
          <a
            class="player-action player-action-main"
            href={signIn}
            target={home ? '_blank' : undefined}
            rel="noopener"
          >
            {words.limitSignIn}
          </a>
        )}
        <button type="button" class="player-action" onClick={watchAgain}>
          {words.watchAgain}
        </button>
      </p>
    </div>
  );
}

interface NoticeLineProps extends OverlayProps {
  notice: PlayerNotice;
  dismiss: ControlsProps['controller']['request'];
}

function NoticeLine({ notice, dismiss, controller, keepKeyboard, words }: NoticeLineProps) {
  useEffect(() => {
    // Being offline lasts as long as it lasts.
    if (notice.kind === 'offline') return;
    const timer = window.setTimeout(() => dismiss({ do: 'dismiss-notice' }), noticeTime);
    return () => window.clearTimeout(timer);
  }, [notice, dismiss]);

  if (notice.kind !== 'resumed' && notice.kind !== 'whole') {
    return (
      <p class="player-notice" role="status">
        {words[notice.kind]}
      </p>
    );
  }
  const at = formatTime(notice.at);
  const offer =
    notice.kind === 'resumed'
      ? { text: fill(words.resumed, { at }), label: words.startOver, to: 0 }
      : { text: words.whole, label: fill(words.goOnAt, { at }), to: notice.at };
  const take = () => {
    keepKeyboard();
    controller.request({ do: 'seek', to: offer.to });
    controller.request({ do: 'play' });
    controller.request({ do: 'dismiss-notice' });
  };
  return (
    <div class="player-notice" role="status">
      <span>{offer.text}</span>
      <button type="button" onClick={take}>
        {offer.label}
      </button>
    </div>
  );
}
