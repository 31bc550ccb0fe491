import { useEffect, useRef, useState } from 'preact/hooks';
import { useLeaveWarning } from '../../islands/use-form.ts';
import { ResumableUpload, type ResumableUploadState } from '../../upload/resumable-upload.ts';
import { goesOnWhenChosen, isMoving, isOnItsWay } from './upload-words.ts';

/** More at once only share the line. */
const atOnce = 2;

export interface RunningUpload {
  key: number;
  name: string;
  size: number;
  lastModified: number;
  state: ResumableUploadState;
  engine: ResumableUpload;
}

interface UploadsOptions {
  /** Account name: uploads of different people never mix on one browser. */
  owner: string;
  /** The lesson whose video is replaced; without one every file makes a draft. */
  lessonId?: string;
  /** A file is whole, or its upload was ended: lists on the page are out of date. */
  onSettled(state: ResumableUploadState): void;
}

/** The uploads of this page: they begin one after the other and ask before the page is left. */
export function useUploads({ owner, lessonId, onSettled }: UploadsOptions) {
  const [uploads, setUploads] = useState<readonly RunningUpload[]>([]);
  const all = useRef<readonly RunningUpload[]>([]);
  const lastKey = useRef(0);
  const settled = useRef(onSettled);
  settled.current = onSettled;

  function show(next: readonly RunningUpload[]) {
    all.current = next;
    setUploads(next);
    const moving = next.filter(({ state }) => state.name !== 'waiting' && isMoving(state)).length;
    if (moving < atOnce) next.find(({ state }) => state.name === 'waiting')?.engine.start();
  }

  /** `address`: of the upload that the one file goes on with. One that is on this page already goes on there. */
  function add(files: readonly File[], address?: string) {
    const there = all.current.filter(({ state }) => isOnItsWay(state));
    const findThere = (file: File) => there.find((one) => isSame(one, file));
    for (const file of files) {
      const held = findThere(file);
      if (held && goesOnWhenChosen(held.state)) held.engine.resume();
    }
    const fresh = files.filter((file) => findThere(file) === undefined);
    const added = fresh.map((file): RunningUpload => {
      lastKey.current += 1;
      const key = lastKey.current;
      const engine = new ResumableUpload(file, {
        owner,
        lessonId,
        address,
        storage: localStorageIfAny(),
        locks: navigator.locks,
      });
      engine.subscribe((state) => {
        show(all.current.map((one) => (one.key === key ? { ...one, state } : one)));
        if (state.name === 'done' || state.name === 'ended') settled.current(state);
      });
      const { name, size, lastModified } = file;
      return { key, name, size, lastModified, state: engine.state, engine };
    });
    show([...all.current, ...added]);
  }

  function dismiss(key: number) {
    show(all.current.filter((one) => one.key !== key));
  }

  useLeaveWarning(uploads.some(({ state }) => isMoving(state)));
  useEffect(
    () => () => {
      for (const { engine } of all.current) engine.pause();
    },
    [],
  );

  return { uploads, add, dismiss };
}

type ChosenFile = Pick<RunningUpload, 'name' | 'size' | 'lastModified'>;

const isSame = (a: ChosenFile, b: ChosenFile) =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/** Some browsers throw on the mere mention of it. */
function localStorageIfAny(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
