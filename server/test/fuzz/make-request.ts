import type { Route } from '../../route.ts';
import type { Thing } from '../access/things.ts';
import { type JsonSchema, mutate, valueFor } from './from-schema.ts';
import { junkBody, junkText, rawPathParts } from './junk.ts';
import type { Random } from './random.ts';

/** What can be asked for, as the description says it; of pages and media only the table knows. */
export interface Operation {
  method: Route['method'];
  /** `/api/lessons/:id` */
  path: string;
  query: Record<string, JsonSchema>;
  body?: JsonSchema;
  /** It reads its body itself: a form, tus. */
  takesBytes: boolean;
}

export interface FuzzRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body?: Buffer | string;
}

/** A request of a known shape with something wrong with it, or nothing. */
export function makeRequest(
  operation: Operation,
  random: Random,
  world: { origin: string; cookie: string; things: readonly Thing[] },
): FuzzRequest {
  const thing = random.pick(world.things);
  const known = (name: string) => thing.params[name];
  const headers: FuzzRequest['headers'] = { ...oddHeaders(random), ...thing.headers };
  if (world.cookie !== '')
    headers.cookie = random.chance(0.97) ? world.cookie : `qianke=${'%ff;;='.repeat(9)}`;
  if (random.chance(0.95)) headers.origin = world.origin;
  const path = pathOf(operation, random, thing) + queryOf(operation, random, known);
  const body = bodyOf(operation, random, known, headers);
  return { method: operation.method, path, headers, body };
}

function pathOf({ path }: Operation, random: Random, thing: Thing): string {
  return path.replace(/[:*](\w+)/g, (_whole, name: string) => {
    const value = thing.params[name];
    if (value !== undefined && random.chance(0.75)) return value.split('/').map(encodeURIComponent).join('/');
    if (random.chance(0.3)) return random.pick(rawPathParts);
    return encodeText(junkText(random)) || 'x';
  });
}

function queryOf({ query }: Operation, random: Random, known: (name: string) => string | undefined): string {
  const pairs: string[] = [];
  for (const [name, schema] of Object.entries(query)) {
    if (random.chance(0.5)) continue;
    const times = random.chance(0.1) ? 3 : 1;
    for (let time = 0; time < times; time++) {
      const value = random.chance(0.5) ? String(valueFor(schema, random, known, name)) : junkText(random);
      pairs.push(`${name}=${encodeText(value)}`);
    }
  }
  if (random.chance(0.05))
    pairs.push(random.pick(['__proto__=1', 'a[b][c]=d', '=', '&&&', '%', '%zz=%zz', 'a'.repeat(9000)]));
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function bodyOf(
  operation: Operation,
  random: Random,
  known: (name: string) => string | undefined,
  headers: FuzzRequest['headers'],
): FuzzRequest['body'] {
  if (operation.takesBytes) return bytesOf(operation, random, headers);
  if (!operation.body) {
    if (!random.chance(0.1)) return undefined;
    headers['content-type'] = 'application/json';
    return junkBody(random);
  }
  headers['content-type'] = random.chance(0.9) ? 'application/json' : random.pick(contentTypes);
  if (random.chance(0.02)) headers['content-encoding'] = random.pick(['gzip', 'br', 'deflate', 'zstd', 'x']);
  if (random.chance(0.1)) return junkBody(random);
  const valid = valueFor(operation.body, random, known);
  return JSON.stringify(random.chance(0.3) ? valid : mutate(valid, random));
}

const contentTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json; charset=nonsense',
  'multipart/form-data',
  'application/xml',
  ';;;',
  '',
];

/** A part of an upload, a form, or neither. */
function bytesOf({ path }: Operation, random: Random, headers: FuzzRequest['headers']): Buffer {
  if (path.includes('/uploads')) {
    const count = () =>
      random.pick(['0', '1', '5', '-1', '1e3', '99999999999999999999', '0x1', '', ' 5', '8589934592']);
    Object.assign(headers, {
      'tus-resumable': random.chance(0.9) ? '1.0.0' : random.pick(['0.2.2', '', 'x']),
      'upload-length': count(),
      'upload-offset': random.chance(0.5) ? '0' : count(),
      'upload-metadata': random.pick([
        `filename ${Buffer.from('课.mp4').toString('base64')}`,
        `filename ${Buffer.from(`${'长'.repeat(3000)}\0`).toString('base64')}`,
        'filename !!!',
        'filename,filename,,',
        `lesson ${Buffer.from('../x').toString('base64')}`,
        ' ',
        '__proto__ eA==',
      ]),
      'content-type': random.chance(0.9) ? 'application/offset+octet-stream' : random.pick(contentTypes),
    });
    return Buffer.from('v'.repeat(random.pick([0, 1, 5, 6, 5000])));
  }
  if (random.chance(0.2)) {
    headers['content-type'] = random.pick([...contentTypes, 'text/vtt', 'application/x-subrip']);
    return Buffer.from(junkBody(random));
  }
  const boundary = random.chance(0.95) ? 'fuzz' : '';
  headers['content-type'] = `multipart/form-data; boundary=${boundary}`;
  const part = (disposition: string, content: string) =>
    `--fuzz\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
  const name = encodeText(junkText(random)).slice(0, 300);
  const parts = [
    part('name="kind"', random.pick(['design', junkText(random)])),
    part(
      `name="file"; filename="${name}.${random.pick(['txt', 'pdf', 'png', 'vtt', 'docx', ''])}"`,
      junkText(random),
    ),
    part(`name="${name}"`, 'x'),
    part('name', 'x'),
    part('name="__proto__"', 'x'),
    part('name="a[b][0]"', 'x'),
    '--fuzz\r\n\r\n\r\n',
  ].filter(() => random.chance(0.6));
  return Buffer.from(parts.join('') + (random.chance(0.85) ? '--fuzz--\r\n' : ''));
}

const odd: Record<string, readonly string[]> = {
  accept: ['text/html', 'application/json', '*/*', 'text/html;q=abc', ',,,', ''],
  'accept-language': ['en', 'zh-CN', '*', 'x'.repeat(500), ';q=', 'en-US-x-twain'],
  'accept-encoding': ['gzip', 'identity;q=0', '*', 'br;q=2', ''],
  range: [
    'bytes=0-',
    'bytes=5-1',
    'bytes=-',
    'bytes=0-0,2-3',
    'bytes=99999999999999999999-',
    'lines=1-2',
    'bytes=-0',
  ],
  'if-none-match': ['*', '"x"', 'W/', 'x'.repeat(2000)],
  'if-modified-since': ['yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  'if-range': ['"x"', 'x'],
  'x-forwarded-for': ['203.0.113.7', '::1', 'x, y', '127.0.0.1, 127.0.0.1'],
  'x-forwarded-proto': ['https', 'gopher'],
  'x-http-method-override': ['DELETE', 'PATCH'],
  authorization: ['Bearer x', 'Bearer ', 'Basic eDp5', 'Bearer \u00ff'],
  host: ['elsewhere.example', '127.0.0.1', '[::1]:80', 'x:y:z', ''],
  te: ['trailers', 'chunked'],
};

function oddHeaders(random: Random): FuzzRequest['headers'] {
  const headers: FuzzRequest['headers'] = {};
  for (const [name, values] of Object.entries(odd)) {
    if (random.chance(name === 'accept' ? 0.5 : 0.06)) headers[name] = random.pick(values);
  }
  return headers;
}

/** Percent-encoded; half a character as the bytes that stand for it. */
function encodeText(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}
