import type { BackupStatus } from '../../../server/contract/pages.ts';
import { joinNames } from '../../../server/contract/words/join-names.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { formatBytes, formatDateTime, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';

/** The last backup, what is wrong with it, and how to make one. */
export function BackupsPanel({ backups, locale }: { backups: BackupStatus; locale: Locale }) {
  const words = locale.words.backups;
  const when = (at: string) => formatDateTime(at, locale.language, locale.timeZone);
  const { last, failed } = backups;
  return (
    <section class="panel" aria-labelledby="backups-title">
      <h2 id="backups-title">{words.title}</h2>
      {backups.running && <Notice kind="info">{words.running}</Notice>}
      {failed && (
        <Notice kind="wrong">
          {fill(words.failed, { at: when(failed.at), error: failed.error ?? words.interrupted })}
        </Notice>
      )}
      {backups.sameDisk && last && <Notice kind="warning">{words.sameDisk}</Notice>}
      <dl class="facts">
        {last && <LastBackup last={last} locale={locale} />}
        <div>
          <dt>{words.automatic}</dt>
          <dd>{describeAutomatic(backups.automatic, locale)}</dd>
        </div>
      </dl>
    </section>
  );
}

function LastBackup({ last, locale }: { last: NonNullable<BackupStatus['last']>; locale: Locale }) {
  const words = locale.words.backups;
  const facts = [
    [words.lastAt, formatDateTime(last.at, locale.language, locale.timeZone)],
    [
      words.size,
      fill(words.sizeValue, {
        bytes: formatBytes(last.bytes),
        files: formatNumber(last.files, locale.language),
        copied: formatBytes(last.copiedBytes),
      }),
    ],
    [words.place, last.target === 'media-store' ? words.placeMediaStore : last.target],
  ];
  return (
    <>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{words.whole}</dt>
        <dd>
          {last.damaged === 0 ? (
            words.wholeYes
          ) : (
            <span class="wrong-words">{fill(words.wholeNo, { count: last.damaged })}</span>
          )}
        </dd>
      </div>
    </>
  );
}

function describeAutomatic(
  automatic: BackupStatus['automatic'],
  { language, words: { backups: words } }: Locale,
): string {
  if (automatic === null) return words.automaticOff;
  return automatic === 'hourly'
    ? words.automaticHourly
    : fill(words.automaticAt, { times: joinNames(automatic, language) });
}
