import { z } from 'zod';
import { CurriculumImport } from '../../contract/curriculum.ts';
import { retiresMuch } from '../../contract/retires-much.ts';
import { confirmImport, readImport } from '../../curriculum/curriculum-imports.ts';
import { ConflictError } from '../../errors.ts';
import { traceOf } from '../../people/trace.ts';
import { type Call, defineRoute } from '../../route.ts';

const Import = z.object({ id: z.string() });

export const getCurriculumImport = defineRoute({
  method: 'GET',
  path: '/api/curriculum/imports/:id',
  summary: 'What a file of the curriculum would change, or has changed',
  rule: 'curriculum.manage',
  params: Import,
  answer: CurriculumImport,
  handle: ({ context, params, language }) => readImport(context, params.id, language),
});

export const confirmCurriculumImport = defineRoute({
  method: 'POST',
  path: '/api/curriculum/imports/:id/confirm',
  summary: 'Do what the dry run said; 409 where that has changed since, to be read again',
  rule: 'curriculum.manage',
  params: Import,
  answer: CurriculumImport,
  async handle(call: Call<z.infer<typeof Import>>) {
    const { context, params, language } = call;
    if ((await confirmImport(context, params.id, traceOf(call))) === 'changed')
      throw new ConflictError('curriculum-changed');
    return readImport(context, params.id, language);
  },
});

/** The button as a browser without JavaScript sends it. */
export const confirmCurriculumImportForm = defineRoute({
  method: 'POST',
  path: '/manage/curriculum/imports/:id/confirm',
  summary: 'Confirm a dry run with the form',
  rule: 'curriculum.manage',
  params: Import,
  body: z.object({ retires: z.string().optional() }),
  page: true,
  async handle(call) {
    const { context, params, body, language } = call;
    const back = `/manage/curriculum/imports/${encodeURIComponent(params.id)}`;
    const { report } = await readImport(context, params.id, language);
    if (report && retiresMuch(report) && body.retires === undefined)
      return call.response.redirect(303, `${back}?unconfirmed=1`);
    const result = await confirmImport(context, params.id, traceOf(call));
    call.response.redirect(303, result === 'changed' ? `${back}?changed=1` : back);
  },
});
