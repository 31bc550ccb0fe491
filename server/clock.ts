/** The only source of the present, so that tests can move the calendar. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A calendar day, `2026-11-22`; sorts as text. */
export type Day = string;

/** Making one takes a hundred times as long as using it. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day it is at `instant` in a time zone (IANA name). */
export function dayIn(timeZone: string, instant: Date): Day {
  let format = dayFormats.get(timeZone);
  if (!format) {
    // Swedish writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    dayFormats.set(timeZone, format);
  }
  return format.format(instant);
}

/** Days from one to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which a day begins in a time zone. */
export function startOfDay(timeZone: string, day: Day): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // What is the zone's clock at that moment, read as if it were UTC? Twice, for days on which it is moved.
  const first = utc - offsetAt(timeZone, utc);
  return new Date(utc - offsetAt(timeZone, first));
}

function offsetAt(timeZone: string, instant: number): number {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${wall.format(instant).replace(' ', 'T')}Z`) - instant;
}
