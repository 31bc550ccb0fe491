/** The key is none of ours. */
export class InvalidKeyError extends Error {
  override readonly name = 'InvalidKeyError';

  constructor(key: string) {
    super(`not a key of the media store: ${JSON.stringify(key)}`);
  }
}

/** Parts begin with a letter or digit, so that none can be `.` or `..`. */
const part = '[A-Za-z0-9][A-Za-z0-9._-]{0,127}';
const shape = new RegExp(`^${part}(/${part}){0,7}$`);

/** Where work in progress is: never a key. */
export const workFolder = 'work';

/** The parts of a key. Throws `InvalidKeyError` for anything that could lead out of the store. */
export function parseKey(key: string): [string, ...string[]] {
  const [first, ...rest] = key.split('/');
  if (!shape.test(key) || first === undefined || first === workFolder) throw new InvalidKeyError(key);
  return [first, ...rest];
}
