import { useEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentKind } from '../../../server/contract/lessons.ts';
import { useLeaveWarning } from '../../islands/use-form.ts';
import {
  isUnsent,
  nextSending,
  nextToBegin,
  type SendingEvent,
  type SendingState,
} from '../../upload/attachment-sending.ts';
import { sendForm } from '../../upload/send-form.ts';
import { guessKind } from './guess-kind.ts';

export interface QueuedAttachment {
  key: number;
  file: File;
  kind: AttachmentKind;
  state: SendingState;
}

export interface AttachmentQueue {
  /** Those that are not on the lesson yet, in the order in which they were chosen. */
  items: readonly QueuedAttachment[];
  /** The last file that the lesson has got from this page. */
  kept: string | null;
  add(files: readonly File[]): void;
  /** What it is; one that was refused as what it was taken for is tried as this. */
  setKind(key: number, kind: AttachmentKind): void;
  again(key: number): void;
  /** Ends its request, if there is one, and forgets it. */
  remove(key: number): void;
}

/** Milliseconds without a byte or an answer; the server hashes a large file before it answers. */
const patience = 60_000;

/** The attachments on their way to a lesson, one after the other; `onSettled` shows what the lesson has by then. */
export function useAttachmentQueue(
  address: string,
  limitBytes: number,
  onSettled: () => Promise<void>,
): AttachmentQueue {
  const [items, setItems] = useState<readonly QueuedAttachment[]>([]);
  const [kept, setKept] = useState<string | null>(null);
  const all = useRef(items);
  const lastKey = useRef(0);
  const running = useRef<{ key: number; end: AbortController } | null>(null);
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>());
  const settled = useRef(onSettled);
  settled.current = onSettled;

  function show(next: readonly QueuedAttachment[]) {
    all.current = next;
    setItems(next);
    const index = nextToBegin(next.map(({ state }) => state));
    const item = index === undefined ? undefined : next[index];
    if (item) void send(item);
  }

  function tell(key: number, event: SendingEvent) {
    const item = all.current.find((one) => one.key === key);
    if (!item) return;
    const state = nextSending(item.state, event);
    clearTimeout(timers.current.get(key));
    if (state.name === 'retrying') {
      timers.current.set(
        key,
        setTimeout(() => tell(key, { name: 'due' }), state.seconds * 1000),
      );
    }
    if (state.name === 'kept') return show(all.current.filter((one) => one.key !== key));
    show(all.current.map((one) => (one.key === key ? { ...one, state } : one)));
  }

  async function send({ key, file, kind }: QueuedAttachment): Promise<void> {
    const end = new AbortController();
    running.current = { key, end };
    tell(key, { name: 'begun' });
    const onProgress = (sent: number) => tell(key, { name: 'progress', sent });
    const outcome = await sendForm({
      address,
      fields: { kind },
      file,
      onProgress,
      signal: end.signal,
      patience,
    });
    if (end.signal.aborted) return;
    if (outcome.name === 'kept') {
      // It leaves the queue once it stands on the lesson.
      await settled.current();
      setKept(file.name);
    }
    tell(key, { name: 'ended', outcome });
  }

  function add(files: readonly File[]) {
    const added = files.map((file): QueuedAttachment => {
      lastKey.current += 1;
      const kind = guessKind({ filename: file.name, bytes: file.size }, limitBytes);
      return { key: lastKey.current, file, kind, state: { name: 'waiting', tries: 0 } };
    });
    show([...all.current, ...added]);
  }

  function setKind(key: number, kind: AttachmentKind) {
    const item = all.current.find((one) => one.key === key);
    show(all.current.map((one) => (one.key === key ? { ...one, kind } : one)));
    if (item?.state.name === 'refused') tell(key, { name: 'again' });
  }

  function remove(key: number) {
    const ended = running.current?.key === key;
    if (ended) running.current?.end.abort();
    clearTimeout(timers.current.get(key));
    show(all.current.filter((one) => one.key !== key));
    // The server may have heard it to its end.
    if (ended) void settled.current();
  }

  useLeaveWarning(items.some(({ state }) => isUnsent(state)));
  useEffect(() => {
    const onLine = () => {
      for (const { key, state } of all.current) if (state.name === 'retrying') tell(key, { name: 'again' });
    };
    addEventListener('online', onLine);
    return () => {
      removeEventListener('online', onLine);
      running.current?.end.abort();
      for (const timer of timers.current.values()) clearTimeout(timer);
    };
  }, []);

  return { items, kept, add, setKind, again: (key) => tell(key, { name: 'again' }), remove };
}
