import type { Config } from '../../config.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The first moment after `now` at which a backup is due: on the hour, or at one of the times of the region's clock. */
export function planNextBackup(at: NonNullable<Config['backup']['at']>, now: Date, timeZone: string): Date {
  if (at === 'hourly') return new Date((Math.floor(now.getTime() / hour) + 1) * hour);
  const due = at.map((time) => nextTime(time, now, timeZone).getTime());
  return new Date(Math.min(...due));
}

/** So often a backup that failed is tried again before its next regular moment. */
const longestRetries = 3;

/**
 * When a backup that has failed so many times in a row is tried again: after an hour, or not at all before the
 * `regular` next one.
 */
export function planRetry(failures: number, now: Date, regular: Date): Date | undefined {
  const again = new Date(now.getTime() + hour);
  return failures <= longestRetries && again < regular ? again : undefined;
}

function nextTime(time: string, now: Date, timeZone: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wanted = (hours * 60 + minutes) * minute;
  const from = Math.floor(now.getTime() / minute) * minute;
  let next = from + ((wanted - timeOfDay(new Date(from), timeZone) + day) % day || day);
  // Where the clocks are changed in between, the hour is put right; a time that does not exist comes a little later.
  const off = wanted - timeOfDay(new Date(next), timeZone);
  if (off !== 0) next += Math.abs(off) <= day / 2 ? off : off - Math.sign(off) * day;
  return new Date(next);
}

/** Milliseconds since midnight by the clocks of a zone, in whole minutes. */
function timeOfDay(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(instant)
    .split(':')
    .map(Number);
  return ((parts[0] ?? 0) * 60 + (parts[1] ?? 0)) * minute;
}
