import type { ComponentChildren } from 'preact';

interface ProgressProps {
  /** 0 to 1; undefined while nobody knows. */
  value: number | undefined;
  label: ComponentChildren;
  /** At the right: 63%, bytes, time left. */
  detail?: ComponentChildren;
}

export function Progress({ value, label, detail }: ProgressProps) {
  return (
    <label class="progress">
      <span class="progress-text">
        <span>{label}</span>
        {detail !== undefined && <span class="secondary figure">{detail}</span>}
      </span>
      <progress max={1} value={value} />
    </label>
  );
}
