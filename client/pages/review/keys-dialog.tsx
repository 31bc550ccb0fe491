import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface KeysDialogProps {
  open: boolean;
  words: Pick<Dictionary, 'review' | 'common'>;
  onClose(): void;
}

/** What the keys do on the reviewer's desk. */
export function KeysDialog({ open, words: { review: words, common }, onClose }: KeysDialogProps) {
  const keys = [
    [words.keyDigits, words['key.score']],
    ['E', words['key.exact']],
    [words.keyTab, words['key.tab']],
    ['R', words['key.remark']],
    [words.keySpace, words['key.play']],
    [words.keyEnter, words['key.submit']],
    ['?', words['key.help']],
  ];
  return (
    <Dialog open={open} title={words.keysTitle} closeLabel={common.close} onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
