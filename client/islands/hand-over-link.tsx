import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Field, fieldAttributes } from '../ui/field.tsx';

interface HandOverLinkProps {
  /** The whole address. */
  link: string;
  words: { label: string; hint: string; copy: string; copied: string; failed: string };
}

/** A link to be copied and given to somebody; it stands there selected where copying is not allowed. */
export function HandOverLink({ link, words }: HandOverLinkProps) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => input.current?.select(), [link]);

  async function copy() {
    input.current?.select();
    try {
      // Absent on plain http.
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      setCopied(document.execCommand('copy'));
    }
  }

  return (
    <div class="hand-over">
      <Field id="hand-over-link" label={words.label} hint={words.hint}>
        <input
          {...fieldAttributes('hand-over-link', { hint: true })}
          ref={input}
          class="input"
          type="text"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
      <p class="cluster" role="status">
        <Button look="primary" onClick={() => void copy()}>
          {words.copy}
        </Button>
        {copied !== null && <span>{copied ? words.copied : words.failed}</span>}
      </p>
    </div>
  );
}
