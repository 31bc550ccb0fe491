import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { formatBytes } from '../../ui/format.ts';
import type { ResumableUploadState } from '../../upload/resumable-upload.ts';
import { endsLikeVideo } from './video-files.ts';

export type UploadAction =
  | 'pause'
  | 'resume'
  | 'retry-now'
  | 'start-again'
  | 'end'
  | 'sign-in'
  | 'edit'
  | 'dismiss';

/** One upload as its line says it. */
export interface UploadLine {
  /** `calm`: moving or waiting; `held`: goes on by itself or with a press; `wrong`: needs somebody. */
  tone: 'calm' | 'held' | 'wrong' | 'done';
  text: string;
  /** Bytes, speed and time left, as far as they are known. */
  pieces: string[];
  /** 0 to 1; undefined: nobody knows yet; null: no bar. */
  progress: number | undefined | null;
  actions: UploadAction[];
}

/** What a teacher reads about an upload in any state, and what can be done with it; on the page of a lesson, if `here`. */
export function describeUpload(
  state: ResumableUploadState,
  words: Words<'upload'>,
  here?: string,
): UploadLine {
  const going =
    'sent' in state ? { pieces: [amount(state, words)], progress: state.sent / state.total } : none;
  switch (state.name) {
    case 'waiting':
      return { tone: 'calm', text: words.waiting, ...none, actions: ['end'] };
    case 'preparing':
      return {
        tone: 'calm',
        text: words.preparing,
        pieces: [],
        progress: undefined,
        actions: ['pause', 'end'],
      };
    case 'uploading':
      return {
        tone: 'calm',
        text: words.uploading,
        pieces: [...going.pieces, ...pace(state, words)],
        progress: going.progress,
        actions: ['pause', 'end'],
      };
    case 'retrying': {
      const text = state.problem ? state.problem.title || words.serverTrouble : words.retrying;
      const next = fill(words.retryingIn, { seconds: state.seconds });
      return { ...going, tone: 'held', text, pieces: [...going.pieces, next], actions: ['retry-now', 'end'] };
    }
    case 'paused': {
      const text = state.because === 'asked' ? words.paused : words.pausedNoLine;
      return { ...going, tone: 'held', text, actions: ['resume', 'end'] };
    }
    case 'elsewhere':
      return { ...none, tone: 'held', text: words.elsewhere, actions: ['dismiss'] };
    case 'signed-out':
      return { ...going, tone: 'wrong', text: words.signedOut, actions: ['sign-in', 'resume'] };
    case 'gone':
      return { ...none, tone: 'wrong', text: words.gone, actions: ['start-again', 'dismiss'] };
    case 'refused': {
      const reason = state.problem.title;
      const text = reason ? fill(words.refused, { reason }) : words.refusedPlain;
      return { ...none, tone: 'wrong', text, actions: ['retry-now', 'end'] };
    }
    case 'unreadable':
      return { ...none, tone: 'wrong', text: words.unreadable, actions: ['dismiss'] };
    case 'done':
      if (here !== undefined && state.lessonId === here)
        return { ...none, tone: 'done', text: words.doneHere, actions: ['dismiss'] };
      return {
        ...none,
        tone: 'done',
        text: words.done,
        actions: state.lessonId === null ? ['dismiss'] : ['edit', 'dismiss'],
      };
    case 'ended':
      return { ...none, tone: 'held', text: words.ended, actions: ['dismiss'] };
    default:
      return state satisfies never;
  }
}

/** True while leaving the page would stop something that moves. */
export function isMoving(state: ResumableUploadState): boolean {
  return ['waiting', 'preparing', 'uploading', 'retrying', 'signed-out'].includes(state.name);
}

/** Neither whole nor over: the same file, chosen once more, is this upload again and not another one. */
export function isOnItsWay(state: ResumableUploadState): boolean {
  return !['done', 'ended', 'gone', 'unreadable'].includes(state.name);
}

/** Held until somebody does something: choosing its file again is that. */
export function goesOnWhenChosen(state: ResumableUploadState): boolean {
  return ['retrying', 'paused', 'signed-out', 'refused'].includes(state.name);
}

/** What is left of an upload, in words that do not pretend to be exact. */
export function timeLeft(
  seconds: number,
  words: Pick<Words<'upload'>, 'secondsLeft' | 'minutesLeft' | 'hoursLeft'>,
): string {
  if (seconds < 60) return words.secondsLeft;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return fill(words.minutesLeft, { minutes });
  return fill(words.hoursLeft, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Disk images, programs, archives and office files, whose types browsers often do not know. */
const surelyNoVideo = /\.(iso|exe|msi|apk|dmg|rar|7z|docx?|pptx?|xlsx?|wps|dps|et)$/i;

/** Why a chosen file is not even begun; undefined when it is. */
export function refuseFile(
  file: { name: string; type: string; size: number },
  maxBytes: number,
  words: Words<'upload'>,
): string | undefined {
  // Browsers know no type, or a wrong one, for some video files: only what is surely something else is refused.
  if (
    surelyNoVideo.test(file.name) ||
    (!endsLikeVideo(file.name) &&
      /^(image|audio|text)\/|^application\/(pdf|zip|msword|vnd\.)/.test(file.type))
  ) {
    return fill(words.notVideo, { name: file.name });
  }
  if (file.size === 0) return fill(words.empty, { name: file.name });
  if (file.size > maxBytes) {
    return fill(words.tooLarge, {
      name: file.name,
      size: formatBytes(file.size),
      max: formatBytes(maxBytes),
    });
  }
  return undefined;
}

const none: { pieces: string[]; progress: null } = { pieces: [], progress: null };

function amount({ sent, total }: { sent: number; total: number }, words: Words<'upload'>): string {
  return fill(words.amount, { sent: formatBytes(sent), total: formatBytes(total) });
}

function pace(
  { bytesPerSecond, secondsLeft }: { bytesPerSecond: number | null; secondsLeft: number | null },
  words: Words<'upload'>,
): string[] {
  return [
    ...(bytesPerSecond === null ? [] : [fill(words.speed, { speed: formatBytes(bytesPerSecond) })]),
    ...(secondsLeft === null ? [] : [timeLeft(secondsLeft, words)]),
  ];
}
