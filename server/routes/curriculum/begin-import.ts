import { readFile } from 'node:fs/promises';
import { requirePerson } from '../../access/policy.ts';
import { CurriculumImport, ImportScope } from '../../contract/curriculum.ts';
import { beginImport, readImport } from '../../curriculum/curriculum-imports.ts';
import { mostFileBytes } from '../../curriculum/read-curriculum-file.ts';
import { InvalidRequestError } from '../../errors.ts';
import { cleanFilename } from '../../lessons/clean-filename.ts';
import { receiveFile } from '../../media-store/receive-file.ts';
import { type Call, defineRoute } from '../../route.ts';

export const beginCurriculumImport = defineRoute({
  method: 'POST',
  path: '/api/curriculum/imports',
  summary:
    'What a file of the curriculum, CSV or JSONL, would change: multipart with scope and file; nothing is done before it is confirmed',
  rule: 'curriculum.manage',
  limit: 'upload',
  answer: CurriculumImport,
  status: 201,
  rawBody: true,
  async handle(call) {
    return readImport(call.context, await receiveImport(call), call.language);
  },
});

/** The form without JavaScript: the dry run is a page, so that it can be read again. */
export const beginCurriculumImportForm = defineRoute({
  method: 'POST',
  path: '/manage/curriculum/imports',
  summary: 'Send a file of the curriculum with the form',
  rule: 'curriculum.manage',
  limit: 'upload',
  page: true,
  rawBody: true,
  async handle(call) {
    call.response.redirect(303, `/manage/curriculum/imports/${await receiveImport(call)}`);
  },
});

function receiveImport({ context, actor, request, response }: Call): Promise<string> {
  const person = requirePerson(actor);
  const { keepFreeBytes } = context.uploads.limits;
  const rules = { maxBytes: mostFileBytes, keepFreeBytes };
  return receiveFile(context.mediaStore, request, response, rules, async ({ path, filename, fields }) => {
    // A browser sends a field that was left empty as a file without name.
    if (filename === '')
      throw new InvalidRequestError([{ path: 'file', code: 'file-missing' }], 'file-missing');
    const scope = ImportScope.default('named-books').safeParse(fields.scope || undefined);
    if (!scope.success) throw new InvalidRequestError([{ path: 'scope', code: 'unknown-term' }]);
    const name = cleanFilename(filename);
    return beginImport(context, person.id, { name, bytes: await readFile(path), scope: scope.data });
  });
}
