import { proposeHolidays } from '../../access/propose-holidays.ts';
import { readCalendar } from '../../access/read-calendar.ts';
import { dayIn } from '../../clock.ts';
import { OpenPeriodList } from '../../contract/open-periods.ts';
import { defineRoute } from '../../route.ts';

export const listOpenPeriods = defineRoute({
  method: 'GET',
  path: '/api/open-periods',
  summary: 'The calendar of open periods, what holds now, and the coming holidays that are not in it',
  rule: 'public',
  answer: OpenPeriodList,
  async handle({ context, language }) {
    const { timeZone } = context.config;
    const { open, periods } = await readCalendar(context);
    const today = dayIn(timeZone, context.clock.now());
    return { items: periods, proposed: proposeHolidays(today, periods, language), now: open, timeZone };
  },
});
