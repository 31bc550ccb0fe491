import type { UploadQuota } from '../../../server/contract/uploads.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { formatBytes } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';

/** How much of the space that is set for a teacher or a school is used. */
export function UploadQuotas({ quotas, words }: { quotas: readonly UploadQuota[]; words: Words<'upload'> }) {
  if (quotas.length === 0) return null;
  return (
    <div class="upload-quotas">
      {quotas.map(({ of, used, max }) => (
        <Progress
          key={of}
          value={Math.min(1, used / max)}
          label={of === 'teacher' ? words.quotaTeacher : words.quotaSchool}
          detail={fill(words.quotaUsed, { used: formatBytes(used), max: formatBytes(max) })}
        />
      ))}
    </div>
  );
}
