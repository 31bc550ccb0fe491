import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { makeClip } from './make-clip.ts';

/** What a hostile file tries to reach: a secret and a video beside it, and a listener on every address. */
export interface Canary extends AsyncDisposable {
  /** TCP and UDP, on all addresses of this machine. */
  readonly port: number;
  /** A text file that holds the secret, and a clip that is titled with it. */
  readonly textFile: string;
  readonly clipFile: string;
  /** Connections and datagrams that have come. */
  hits(): number;
  /** Names of the files in a folder that hold the secret. */
  findSecret(folder: string): Promise<string[]>;
}

/** Sings once, to prove that it can, before anything hostile is opened. */
export async function openCanary(folder: string): Promise<Canary> {
  const secret = `canary-${randomUUID()}`;
  let hits = 0;
  const tcp = createServer((socket) => {
    hits++;
    socket.destroy();
  });
  tcp.listen(0, '0.0.0.0');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4').on('message', () => {
    hits++;
  });
  udp.bind(port, '0.0.0.0');
  await once(udp, 'listening');

  const reached = once(tcp, 'connection');
  connect(port, '127.0.0.1').on('error', () => {});
  await reached;
  const heard = once(udp, 'message');
  const singer = createSocket('udp4');
  singer.send('sing', port, '127.0.0.1');
  await heard;
  singer.close();
  if (hits !== 2) throw new Error(`the canary heard ${hits} of 2`);
  hits = 0;

  const textFile = join(folder, 'canary.txt');
  await writeFile(textFile, `${secret}\n`.repeat(200));
  const clipFile = await makeClip(join(folder, 'canary.ts'), {
    seconds: 2,
    options: ['-metadata', `service_name=${secret}`],
  });
  return {
    port,
    textFile,
    clipFile,
    hits: () => hits,
    async findSecret(outputFolder) {
      const entries = await readdir(outputFolder, { recursive: true, withFileTypes: true });
      const found = [];
      for (const entry of entries.filter((one) => one.isFile())) {
        const bytes = await readFile(join(entry.parentPath, entry.name));
        const forms = [Buffer.from(secret), Buffer.from(secret, 'utf16le'), Buffer.from(btoa(secret))];
        if (forms.some((form) => bytes.includes(form))) found.push(entry.name);
      }
      return found;
    },
    async [Symbol.asyncDispose]() {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}
