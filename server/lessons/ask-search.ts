import { InvalidCursorError } from '../../search/cursor.ts';
import { SearchUnavailableError } from '../../search/search.ts';
import { EngineUnavailableError, InvalidRequestError } from '../errors.ts';

/** What search says, with its failures as those of a request. */
export async function askSearch<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof InvalidCursorError) throw new InvalidRequestError([], 'invalid-request');
    if (error instanceof SearchUnavailableError) throw new EngineUnavailableError({ cause: error });
    throw error;
  }
}
