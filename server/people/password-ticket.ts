import { createHmac, timingSafeEqual } from 'node:crypto';

const minutes = 60_000;
const lifetime = 5 * minutes;

interface Account {
  name: string;
  password_hash: string | null;
}

/**
 * Says that an account's password was right a moment ago, so that the page which asks for the code need not
 * ask for the password again; it ends after five minutes and with the password.
 */
export function issueTicket(secret: string, account: Account, now: Date): string {
  const until = now.getTime() + lifetime;
  return `${until}.${sign(secret, account, until).toString('base64url')}`;
}

export function isTicketOf(secret: string, account: Account, ticket: string, now: Date): boolean {
  const [until = '', signature = ''] = ticket.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = sign(secret, account, Number(until));
  return given.length === right.length && timingSafeEqual(given, right) && Number(until) > now.getTime();
}

function sign(secret: string, { name, password_hash }: Account, until: number): Buffer {
  return createHmac('sha256', secret).update(`password ${name} ${password_hash} ${until}`).digest();
}
