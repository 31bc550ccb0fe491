import type { NodeFormName } from '../../contract/pages.ts';
import { ConflictError, InvalidRequestError } from '../../errors.ts';
import { withQuery } from '../../pages/with-query.ts';
import type { Call } from '../../route.ts';

/** Runs what a form asked for and shows its page again; what was refused stands there with what had been typed. */
export async function goBackToNode(
  { body, response }: Call<unknown, unknown, { name?: string | undefined; label?: string | undefined }>,
  node: string,
  form: NodeFormName,
  act: () => Promise<unknown>,
): Promise<void> {
  try {
    await act();
    response.redirect(303, withQuery('/manage/curriculum', { node }));
  } catch (error) {
    if (!(error instanceof ConflictError || error instanceof InvalidRequestError)) throw error;
    const { name, label } = body;
    response.redirect(303, withQuery('/manage/curriculum', { node, problem: error.code, form, name, label }));
  }
}
