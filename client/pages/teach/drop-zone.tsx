import { useEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { formatBytes } from '../../ui/format.ts';
import { UploadIcon } from '../../ui/icons.tsx';
import { acceptVideos } from './video-files.ts';

interface DropZoneProps {
  maxBytes: number;
  /** There are lessons or uploads already: it stands back. */
  compact: boolean;
  /** Files are on their way: these would be more. */
  more: boolean;
  onFiles(files: File[]): void;
  words: Words<'upload'>;
}

/** Where videos are dropped; a press anywhere in it opens the browser's own chooser. */
export function DropZone({ maxBytes, compact, more, onFiles, words }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    // On a slow line somebody may have chosen before this code came.
    const chosen = [...(input.current?.files ?? [])];
    if (chosen.length > 0) onFiles(chosen);
  }, []);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFiles([...(event.dataTransfer?.files ?? [])]);
  }

  return (
    <label
      class={`drop-zone${over ? ' drop-zone-over' : ''}${compact ? ' drop-zone-compact' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept={acceptVideos}
        multiple
        aria-describedby="upload-hint"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <UploadIcon size={compact ? 20 : 32} />
      <span class="drop-zone-words">
        <span class="drop-zone-lead">{words.drop}</span>
        <span class="drop-zone-lead-phone">{words.dropOnPhone}</span>
        <span class="button button-primary">{more ? words.chooseMore : words.choose}</span>
      </span>
      <span class="drop-zone-hint" id="upload-hint">
        {fill(words.hint, { max: formatBytes(maxBytes) })}
        {compact ? null : <span class="drop-zone-kinds">{words.kinds}</span>}
      </span>
    </label>
  );
}
