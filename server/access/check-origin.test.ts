import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOwnOrigin } from './check-origin.ts';

const site = 'https://qianke.example.edu.cn';

describe('isOwnOrigin', () => {
  const cases: [
    what: string,
    publicUrl: string | undefined,
    origin: string | undefined,
    host: string,
    own: boolean,
  ][] = [
    ['the public address', site, site, 'qianke.example.edu.cn', true],
    ['the public address, whatever a proxy made of the host', site, site, '127.0.0.1:8080', true],
    [
      'the public address on plain http',
      site,
      'http://qianke.example.edu.cn',
      'qianke.example.edu.cn',
      false,
    ],
    ['the public address on another port', site, `${site}:8443`, 'qianke.example.edu.cn:8443', false],
    ['the machine itself beside a public address', site, 'http://127.0.0.1:8080', '127.0.0.1:8080', false],
    ['another site', site, 'https://elsewhere.example', 'qianke.example.edu.cn', false],
    ['a name that begins alike', site, `${site}.elsewhere.example`, 'qianke.example.edu.cn', false],
    ['no origin', site, undefined, 'qianke.example.edu.cn', false],
    ['the opaque origin of a sandboxed frame', site, 'null', 'qianke.example.edu.cn', false],

    ['localhost', undefined, 'http://localhost:8080', 'localhost:8080', true],
    ['127.0.0.1', undefined, 'http://127.0.0.1:8080', '127.0.0.1:8080', true],
    ['::1', undefined, 'http://[::1]:8080', '[::1]:8080', true],
    ['localhost where a container maps its port', undefined, 'http://localhost:9000', 'localhost:9000', true],
    ['the machine by another of its names', undefined, 'http://localhost:8080', '127.0.0.1:8080', true],
    ['another program on the machine', undefined, 'http://localhost:3000', 'localhost:8080', false],
    ['another program on the port of http', undefined, 'http://127.0.0.1', '127.0.0.1:8080', false],
    ['another program that has https', undefined, 'https://localhost:8080', '127.0.0.1:8080', false],
    [
      'the machine’s own page at the LAN address',
      undefined,
      'http://localhost:3000',
      '192.168.1.20:8080',
      false,
    ],
    [
      'a name that begins like the machine',
      undefined,
      'http://127.0.0.1.elsewhere.example',
      '127.0.0.1.elsewhere.example',
      false,
    ],
    [
      'a LAN address that is the request’s own',
      undefined,
      'http://192.168.1.20:8080',
      '192.168.1.20:8080',
      true,
    ],
    ['a LAN address on port 80', undefined, 'http://192.168.1.20', '192.168.1.20', true],
    [
      'an IPv6 address that is the request’s own',
      undefined,
      'http://[fd00::20]:8080',
      '[fd00::20]:8080',
      true,
    ],
    ['another LAN address', undefined, 'http://192.168.1.66:8080', '192.168.1.20:8080', false],
    ['another port of the LAN address', undefined, 'http://192.168.1.20:9000', '192.168.1.20:8080', false],
    ['a name, which could be rebound', undefined, 'http://qianke.lan:8080', 'qianke.lan:8080', false],
    ['no origin', undefined, undefined, '127.0.0.1:8080', false],
    ['null', undefined, 'null', '192.168.1.20', false],
  ];
  for (const [what, publicUrl, origin, host, own] of cases) {
    it(`${own ? 'takes' : 'refuses'} ${what}${publicUrl ? '' : ' where no public address is set'}`, () =>
      assert.equal(isOwnOrigin(publicUrl, origin, { host, port: 8080 }), own));
  }
});
