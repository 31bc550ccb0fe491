import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import type { SendingState } from '../../upload/attachment-sending.ts';

/** An attachment on its way, as its line says it. */
export interface SendingLine {
  /** As with videos; `calm` ones are not read out by themselves. */
  tone: 'calm' | 'held' | 'wrong';
  text: string;
  /** Bytes of it that have left this device; null: no bar. */
  sent: number | null;
}

/** What a teacher reads about an attachment in any state: where the server said why, its own words. */
export function describeSending(
  state: SendingState,
  { teach, upload }: Pick<Dictionary, 'teach' | 'upload'>,
): SendingLine {
  switch (state.name) {
    case 'waiting':
      return { tone: 'calm', text: upload.waiting, sent: null };
    case 'sending':
      return { tone: 'calm', text: upload.uploading, sent: state.sent };
    case 'retrying': {
      const why = state.title || teach.attachmentCut;
      const text = fill(teach.attachmentRetrying, { why, seconds: state.seconds });
      return { tone: 'held', text, sent: null };
    }
    case 'stopped': {
      const text = fill(teach.attachmentStopped, { why: state.title || teach.attachmentCut });
      return { tone: 'wrong', text, sent: null };
    }
    case 'signed-out':
      return { tone: 'wrong', text: fill(teach.attachmentSignedOut, { why: state.title }), sent: null };
    case 'refused':
      return { tone: 'wrong', text: state.title, sent: null };
    case 'unreadable':
      return { tone: 'wrong', text: upload.unreadable, sent: null };
    case 'kept':
      return { tone: 'calm', text: '', sent: null };
    default:
      return state satisfies never;
  }
}
