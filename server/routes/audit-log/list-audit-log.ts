import { AuditList, AuditQuery } from '../../contract/audit.ts';
import { dictionary } from '../../contract/words/dictionary.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { auditSheet, toWorkbook } from '../../operations/audit/audit-sheet.ts';
import { readAudit, readWholeAudit } from '../../operations/audit/read-audit.ts';
import { traceOf } from '../../people/trace.ts';
import { toCsv } from '../../reports/csv-file.ts';
import { defineRoute } from '../../route.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const listAuditLog = defineRoute({
  method: 'GET',
  path: '/api/audit-log',
  summary: 'Who did what, newest first, as JSON or as a spreadsheet; taking a spreadsheet goes on record',
  rule: 'audit.see',
  query: AuditQuery,
  answer: AuditList,
  async handle(call) {
    const { context, language, response } = call;
    const { limit = 50, format = 'json', ...filter } = call.query;
    if (format === 'json') return readAudit(context, filter, language, limit);
    const entries = await readWholeAudit(context, filter, language);
    const { cursor: _, subject: about, ...asked } = filter;
    await appendAudit(context.database.db, {
      ...traceOf(call),
      action: 'audit.export',
      subject: 'audit-log',
      detail: { ...asked, about, format, rows: entries.length },
    });
    const rows = auditSheet(entries, { language, timeZone: context.config.timeZone });
    const content = format === 'csv' ? toCsv(rows) : await toWorkbook(rows, dictionary[language].audit.title);
    response
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : workbookType)
      .set('Cache-Control', 'no-store')
      .attachment(`audit-log.${format}`)
      .send(content);
  },
});
