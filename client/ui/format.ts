import { formatTime } from '../../server/contract/words/format-time.ts';
import type { Language } from '../../server/contract/words/words.ts';

const tags: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Length of a lesson as covers show it: `08:41`, `1:02:05`. */
export function formatDuration(seconds: number): string {
  const time = formatTime(seconds);
  return time.length < 5 ? time.padStart(5, '0') : time;
}

/** `380 KB`, `3.2 MB`, `1.5 GB`, counted in steps of 1024. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  // 9.96 would round to 10.0: what has two figures needs no tenth.
  const digits = unit >= 2 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** A figure with the separators of its language. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(tags[language]).format(value);
}

/** A share between 0 and 1 as `24.47%`. */
export function formatShare(share: number, language: Language): string {
  return new Intl.NumberFormat(tags[language], { style: 'percent', maximumFractionDigits: 2 }).format(share);
}

/** A calendar day (`2026-02-28`): `2 月 28 日`, `28 Feb`; with its year where that is not plain. */
export function formatDay(day: string, language: Language, { year = false } = {}): string {
  const [y = 0, m = 1, d = 1] = day.slice(0, 10).split('-').map(Number);
  if (language === 'zh') return `${year ? `${y} 年 ` : ''}${m} 月 ${d} 日`;
  return `${d} ${months[m - 1]}${year ? ` ${y}` : ''}`;
}

/** An instant (ISO 8601) as the day it was in a time zone, with the year. */
export function formatDate(instant: string, language: Language, timeZone: string): string {
  return formatDay(dayOf(instant, timeZone), language, { year: true });
}

/** An instant (ISO 8601) as day and minute in a time zone: `2026 年 2 月 28 日 14:02`. */
export function formatDateTime(instant: string, language: Language, timeZone: string): string {
  const day = formatDay(dayOf(instant, timeZone), language, { year: true });
  return `${day}${language === 'zh' ? ' ' : ', '}${formatClock(instant, timeZone)}`;
}

/** An instant (ISO 8601) as the clock on the wall showed it: `14:02`. */
export function formatClock(instant: string, timeZone: string): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return clock.format(new Date(instant));
}

function dayOf(instant: string, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(instant));
}
