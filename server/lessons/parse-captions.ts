import { decodeText } from '../decode-text.ts';

/** One caption: seconds from the beginning, and its lines as plain text. */
export interface Cue {
  start: number;
  end: number;
  lines: string[];
}

/** No captions could be read out of the file. */
export class UnreadableCaptionsError extends Error {
  override readonly name = 'UnreadableCaptionsError';
}

/** Three hours that are spoken without a pause, a caption every two seconds, take a third of it. */
export const mostCaptionBytes = 2 * 1024 ** 2;
const mostCues = 20_000;

/**
 * Reads WebVTT or SubRip, in UTF-8, UTF-16 or GB 18030. Times and plain lines are taken, and nothing else:
 * no tags, styles, positions, notes. Cues come back in the order of their beginnings, each once, and end where the next
 * one begins if they would last into it by a blink.
 *
 * Throws `UnreadableCaptionsError` when it is no text, there is no cue or there are more than 20,000.
 */
export function parseCaptions(bytes: Uint8Array): Cue[] {
  const text = decodeText(bytes);
  if (text === undefined)
    throw new UnreadableCaptionsError('the file is neither UTF-8 nor UTF-16 nor GB 18030');
  const cues: Cue[] = [];
  let cue: Cue | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const times = readTimes(line);
    if (times) {
      // SubRip without an empty line between: the next cue's number was taken for text.
      if (cue && /^\d+$/.test(cue.lines.at(-1) ?? '')) cue.lines.pop();
      cue = { ...times, lines: [] };
      cues.push(cue);
    } else if (line.trim() === '') cue = undefined;
    else cue?.lines.push(...toPlainLines(line));
  }
  const sane = cues
    .map((one) => ({ ...one, lines: one.lines.filter((line) => line !== '') }))
    .filter((one) => one.end > one.start && one.lines.length > 0)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  if (sane.length === 0) throw new UnreadableCaptionsError('there is no caption in the file');
  if (sane.length > mostCues) throw new UnreadableCaptionsError(`there are more than ${mostCues} captions`);
  return withoutOverlaps(sane.filter((one, index) => !isSame(one, sane[index - 1])));
}

/** WebVTT counts thousandths: what is shorter would be written as nothing, and not be read again. */
const shortest = 0.001;

/** Cues of a video that lasts so long: none that begins at its end or behind it, none that goes on. */
export function endCuesAt(cues: readonly Cue[], seconds: number): Cue[] {
  return cues
    .filter(({ start }) => start <= seconds - shortest)
    .map((cue) => ({ ...cue, end: Math.min(cue.end, seconds) }));
}

const isSame = (one: Cue, other: Cue | undefined) =>
  one.start === other?.start && one.end === other.end && one.lines.join('\n') === other.lines.join('\n');

/** Seconds by which programs let one cue last into the next without meaning it: both would be shown for a blink. */
const blink = 0.5;

function withoutOverlaps(cues: readonly Cue[]): Cue[] {
  return cues.map((cue, index) => {
    const next = cues[index + 1];
    const over = next ? cue.end - next.start : 0;
    return next && over > 0 && over <= blink && next.start > cue.start ? { ...cue, end: next.start } : cue;
  });
}

/** Plain WebVTT (https://www.w3.org/TR/webvtt1/), which no text can break out of. */
export function writeWebVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(
    ({ start, end, lines }) =>
      `${formatTime(start, '.')} --> ${formatTime(end, '.')}\n${lines.map(escapeMarkup).join('\n')}\n`,
  );
  return `WEBVTT\n\n${blocks.join('\n')}`;
}

/**
 * SubRip as the editors of old Windows machines read it: with a mark that it is UTF-8, lines ended by CR LF. It knows
 * no way to write a sign that begins a tag: after it stands a word joiner, which nobody sees.
 */
export function writeSubRip(cues: readonly Cue[]): string {
  const blocks = cues.map(({ start, end, lines }, index) => [
    String(index + 1),
    `${formatTime(start, ',')} --> ${formatTime(end, ',')}`,
    ...lines.map((line) => line.replace(/<(?=[/a-z])/gi, '<\u2060')),
    '',
  ]);
  return `\uFEFF${blocks.flat().join('\r\n')}\r\n`;
}

/**
 * `01:02:03.456` and `02:03.456`; SubRip has a comma, some programs write fewer digits or none, or begin before nought,
 * and Chinese input methods write full-width marks.
 */
const time = String.raw`(-?)(?:(\d{1,3})[:：])?([0-5]?\d)[:：]([0-5]?\d)(?:[.,．，。](\d{1,3}))?`;
const timing = new RegExp(String.raw`^\s*${time}\s*--?[>＞]\s*${time}(?:\s|$)`);

function readTimes(line: string): { start: number; end: number } | null {
  const match = timing.exec(line);
  if (!match) return null;
  const seconds = (at: number) =>
    match[at] === '-'
      ? 0
      : Number(match[at + 1] ?? 0) * 3600 +
        Number(match[at + 2]) * 60 +
        Number(match[at + 3]) +
        Number((match[at + 4] ?? '').padEnd(3, '0')) / 1000;
  return { start: seconds(1), end: seconds(6) };
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '',
  rlm: '',
};

/**
 * Without tags (`<i>`, `<v 老师>`), SubStation codes (`{\an8}`) and characters that cannot be seen. SubStation breaks
 * lines by `\N`.
 */
function toPlainLines(line: string): string[] {
  return line
    .replace(/<\/?[a-z][^<>]*>|<[\d:.]+>/gi, '')
    .replace(/\{\\[^{}]*\}/g, '')
    .replace(/\\h/g, ' ')
    .split(/\\[Nn]/)
    .map((part) =>
      part
        .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,4}));/gi, readEntity)
        .replace(/\p{Cc}|\p{Cs}/gu, '')
        .replace(/[\u200b\u2060\ufeff]/g, '')
        .trim(),
    );
}

function readEntity(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return entities[name] ?? entity;
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

const escapeMarkup = (line: string) =>
  line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function formatTime(seconds: number, mark: '.' | ','): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(two).join(':');
  return `${clock}${mark}${String(ms % 1000).padStart(3, '0')}`;
}
