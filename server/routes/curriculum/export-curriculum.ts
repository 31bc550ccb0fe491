import { z } from 'zod';
import {
  listNodesToExport,
  templateRows,
  toCurriculumRows,
  toJsonLines,
  toTable,
} from '../../curriculum/export-curriculum.ts';
import { findNode } from '../../db/nodes.ts';
import { NotFoundError } from '../../errors.ts';
import { toCsv } from '../../reports/csv-file.ts';
import { defineRoute } from '../../route.ts';

const Export = z.object({
  format: z.enum(['csv', 'jsonl']).default('csv'),
  /** Only what stands below this node; the whole curriculum without one. */
  node: z.string().optional(),
});

export const exportCurriculum = defineRoute({
  method: 'GET',
  path: '/api/curriculum/export',
  summary: 'The curriculum, or what is below a node, as a file that an import takes as no change',
  rule: 'curriculum.manage',
  query: Export,
  async handle({ context, query, response }) {
    const { db } = context.database;
    const top = query.node === undefined ? undefined : await findNode(db, query.node);
    if (query.node !== undefined && !top) throw new NotFoundError();
    const rows = toCurriculumRows(await listNodesToExport(db, top?.path));
    response
      .type(query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
      .set('Cache-Control', 'no-store')
      .attachment(`curriculum.${query.format}`)
      .send(query.format === 'csv' ? toCsv(toTable(rows)) : toJsonLines(rows));
  },
});

export const getCurriculumTemplate = defineRoute({
  method: 'GET',
  path: '/api/curriculum/template',
  summary: 'The columns of a curriculum as CSV, with a few lines to write over',
  rule: 'curriculum.manage',
  async handle({ response }) {
    response
      .type('text/csv; charset=utf-8')
      .attachment('curriculum-template.csv')
      .send(toCsv(toTable(templateRows)));
  },
});
