import type { ComponentChildren } from 'preact';
import type { Lesson } from '../../../server/contract/lessons.ts';
import { attachmentKinds } from '../../../server/contract/terms/lesson-kinds.ts';
import { licences } from '../../../server/contract/terms/licences.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { joinNames } from '../../../server/contract/words/join-names.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { FileTextIcon, WarningIcon } from '../../ui/icons.tsx';
import { termName } from '../../ui/lesson-place.ts';

interface LessonFactsProps {
  lesson: Lesson;
  language: Language;
  words: Words<'manage'>;
}

/** What somebody who checks a lesson needs to know besides seeing it. */
export function LessonFacts({ lesson, language, words }: LessonFactsProps) {
  const facts: [string, ComponentChildren][] = [
    [words.factTeacher, lesson.teacher.name],
    [words.factSchool, lesson.school.name],
    [words.factPlace, lesson.nodes.map((node) => node.label ?? node.name).join(' › ')],
    [words.factKind, lesson.kind === 'micro' ? words.kindMicro : words.kindRecording],
    [words.factDuration, lesson.durationSeconds === null ? '' : formatDuration(lesson.durationSeconds)],
    [words.factSummary, lesson.summary],
    [words.factKeywords, joinNames(lesson.keywords, language)],
    [words.factLicence, termName(licences, lesson.licence, language)],
  ];
  return (
    <>
      {lesson.warnings.length > 0 && (
        <ul class="fact-warnings" aria-label={words.factWarnings}>
          {lesson.warnings.map((warning) => (
            <li key={warning.code}>
              <WarningIcon size={16} />
              <span>{warning.text}</span>
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        <div>
          <dt>{words.factAttachments}</dt>
          <dd>
            {lesson.attachments.length === 0 && <span class="secondary">{words.factNone}</span>}
            <ul class="fact-files">
              {lesson.attachments.map((file) => (
                <li key={file.id}>
                  {file.state === 'ready' ? (
                    <a class="fact-file" href={file.url} download>
                      <FileTextIcon size={16} />
                      <span>{file.filename}</span>
                    </a>
                  ) : (
                    <span class="fact-file">
                      <FileTextIcon size={16} />
                      <span>{file.filename}</span>
                    </span>
                  )}
                  <span class="secondary small dotted">
                    <span>{termName(attachmentKinds, file.kind, language)}</span>
                    <span class="figure">{formatBytes(file.bytes)}</span>
                  </span>
                  {file.state === 'checking' && (
                    <span class="fact-file-state secondary small">{words.attachmentChecking}</span>
                  )}
                  {file.state === 'refused' && (
                    <span class="fact-file-state fact-file-refused small">
                      {words.attachmentRefused}
                      {file.reason?.text}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </>
  );
}
