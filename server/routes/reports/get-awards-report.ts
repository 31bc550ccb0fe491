import { AwardsReport, AwardsReportQuery } from '../../contract/rounds.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { findProgramme } from '../../db/programmes.ts';
import { traceOf } from '../../people/trace.ts';
import { readAwardsReport } from '../../reports/awards-report.ts';
import { writeAwardsWorkbook } from '../../reports/awards-workbook.ts';
import { defineRoute } from '../../route.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const getAwardsReport = defineRoute({
  method: 'GET',
  path: '/api/reports/awards',
  summary: 'What each level awarded in a year and its share, as JSON or as a spreadsheet',
  rule: 'reports.see',
  query: AwardsReportQuery,
  answer: AwardsReport,
  async handle(call) {
    const { context, language, query, response } = call;
    const report = await readAwardsReport(context, query);
    if (query.format !== 'xlsx') return report;
    const programme = report.programme && (await findProgramme(context.database.db, report.programme));
    const name = programme ? programme[language === 'zh' ? 'name' : 'name_en'] : null;
    const workbook = await writeAwardsWorkbook(report, name, language);
    const { year } = report;
    await appendAudit(context.database.db, {
      ...traceOf(call),
      action: 'report.export',
      subject: 'awards',
      detail: { year, ...(report.programme && { programme: report.programme }) },
    });
    response
      .type(workbookType)
      .set('Cache-Control', 'no-store')
      .attachment(`awards-${report.year}${report.programme ? `-${report.programme}` : ''}.xlsx`)
      .send(workbook);
  },
});
