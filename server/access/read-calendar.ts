import { dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import type { OpenPeriod } from '../contract/open-periods.ts';
import { listOpenPeriods } from '../db/open-periods.ts';
import { openStateOn } from './open-periods.ts';
import type { Opening } from './playback.ts';

/** The calendar as it stands today. Read for every request: a change governs the next address given out. */
export async function readCalendar({
  database,
  clock,
  config,
}: AppContext): Promise<{ open: Opening['calendar']; periods: OpenPeriod[] }> {
  const periods = await listOpenPeriods(database.db);
  return { open: openStateOn(periods, dayIn(config.timeZone, clock.now())), periods };
}
