import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createGate } from '../create-gate.ts';
import { TooManyRequestsError } from '../errors.ts';

const derive = promisify(argon2);

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19456, passes: 2, parallelism: 1, tagLength: 32 } as const;

/** PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`) of a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await inTurn(() => derive('argon2id', { message: normalise(password), nonce: salt, ...cost }));
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${b64(salt)}$${b64(hash)}`;
}

/**
 * True when the password is the one hashed. For an account without a password, or no account at all, it
 * takes just as long and is false: the time must not tell which names exist.
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const stored = phc === null ? null : parsePhc(phc);
  const { salt, hash, memory, passes, parallelism } = stored ?? {
    ...cost,
    salt: Buffer.alloc(16),
    hash: Buffer.alloc(32),
  };
  const parameters = { nonce: salt, memory, passes, parallelism, tagLength: hash.length };
  const given = await inTurn(() => derive('argon2id', { message: normalise(password), ...parameters }));
  return timingSafeEqual(given, hash) && stored !== null;
}

/** True for a hash made as `hashPassword` makes them today. */
export function isCurrentHash(phc: string): boolean {
  const { memory, passes, parallelism, hash } = parsePhc(phc);
  return (
    memory === cost.memory &&
    passes === cost.passes &&
    parallelism === cost.parallelism &&
    hash.length === cost.tagLength
  );
}

function parsePhc(phc: string) {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(phc);
  if (!match) throw new Error('a stored password hash is not a PHC string of argon2id');
  const [, memory, passes, parallelism, salt = '', hash = ''] = match;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

/** The PHC format has base64 without padding. */
const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** The same password typed on another keyboard may come in another Unicode form. */
const normalise = (password: string) => password.normalize('NFKC');

/** Hashes are made two at a time, so that a rush of sign-ins leaves the processor to others. */
const gate = createGate(2);
const longestQueue = 50;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (gate.waiting() >= longestQueue) throw new TooManyRequestsError('too-many-requests', 5);
  return gate(work);
}
