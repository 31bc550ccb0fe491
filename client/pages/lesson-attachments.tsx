import type { AttachmentKind, Lesson } from '../../server/contract/lessons.ts';
import { attachmentKinds } from '../../server/contract/terms/lesson-kinds.ts';
import { fill } from '../../server/contract/words/words.ts';
import { formatBytes } from '../ui/format.ts';
import {
  ClipboardListIcon,
  DownloadIcon,
  FileTextIcon,
  PaperclipIcon,
  PencilIcon,
  PresentationIcon,
} from '../ui/icons.tsx';
import { termName } from '../ui/lesson-place.ts';
import type { Locale } from '../ui/locale.ts';

const icons = {
  design: FileTextIcon,
  slides: PresentationIcon,
  tasks: ClipboardListIcon,
  exercises: PencilIcon,
  other: PaperclipIcon,
} as const satisfies Record<AttachmentKind, unknown>;

/**
 * What goes with a lesson, each with its kind and its size before anybody loads it. With `signIn` they are
 * not to be had now: the links lead there instead.
 */
export function Attachments({
  lesson,
  locale,
  heading = true,
  signIn,
}: {
  lesson: Pick<Lesson, 'attachments'>;
  locale: Locale;
  heading?: boolean;
  signIn?: string;
}) {
  const words = locale.words.lesson;
  // Its teacher and those who check it know of others, which are not to be had here by anybody.
  const ready = lesson.attachments.filter(({ state }) => state === 'ready');
  if (ready.length === 0) return null;
  return (
    <section class="lesson-attachments" id="attachments">
      {heading && <h2>{words.attachments}</h2>}
      {signIn !== undefined && <p class="secondary">{words.attachmentsClosed}</p>}
      <ul class="attachments">
        {ready.map((attachment) => {
          const KindIcon = icons[attachment.kind];
          const kind = termName(attachmentKinds, attachment.kind, locale.language);
          const size = formatBytes(attachment.bytes);
          const { filename } = attachment;
          return (
            <li key={attachment.id}>
              <a
                class="attachment"
                href={signIn ?? attachment.url}
                download={signIn === undefined ? filename : undefined}
                aria-label={fill(words.download, { kind, filename, size })}
              >
                <KindIcon class="attachment-kind" />
                <span class="attachment-words">
                  <b>{kind}</b>
                  <span class="attachment-name" title={filename}>
                    {filename}
                  </span>
                </span>
                <span class="figure small secondary">{size}</span>
                <DownloadIcon size={18} />
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
