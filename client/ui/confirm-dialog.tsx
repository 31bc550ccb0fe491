import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  words: { close: string; cancel: string; confirm: string };
  /** Asked; whoever answers closes it. */
  onConfirm(): void;
  onClose(): void;
  /** What follows. */
  children: ComponentChildren;
}

/** Asks once more before something is taken away. */
export function ConfirmDialog({ open, title, words, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <Dialog {...{ open, title, onClose }} closeLabel={words.close}>
      {children}
      <p class="dialog-actions">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button look="danger" onClick={onConfirm}>
          {words.confirm}
        </Button>
      </p>
    </Dialog>
  );
}
