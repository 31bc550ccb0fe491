import type { ComponentChildren } from 'preact';

interface FileButtonProps {
  /** As in `<input accept>`. */
  accept: string;
  disabled?: boolean;
  /** What it does, where its words alone do not say it. */
  label?: string;
  onFile(file: File): void;
  children: ComponentChildren;
}

/** A small button that asks for one file; the same one can be chosen again. */
export function FileButton({ accept, disabled, label, onFile, children }: FileButtonProps) {
  return (
    <label class="button button-small file-button">
      <input
        class="visually-hidden"
        type="file"
        aria-label={label}
        {...{ accept, disabled }}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
      {children}
    </label>
  );
}
