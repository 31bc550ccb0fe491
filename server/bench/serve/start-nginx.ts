import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../jobs/test/eventually.ts';
import { pinned } from './processes.ts';

export interface Nginx {
  url: string;
  /** The worker that sends. */
  pid: number;
  stop(): Promise<void>;
}

/**
 * Debian's nginx with one worker that sends the files below `root` as its own documentation advises for large
 * files (`sendfile`, `tcp_nopush`), with the headers that ours have, bound to one processor.
 */
export async function startNginx(root: string, processor: number): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-nginx-'));
  await mkdir(join(folder, 'temp'));
  const port = await freePort();
  const configuration = join(folder, 'nginx.conf');
  await writeFile(
    configuration,
    `user root;
worker_processes 1;
daemon off;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 65;
  keepalive_requests 100000;
  client_body_temp_path ${folder}/temp;
  proxy_temp_path ${folder}/temp;
  fastcgi_temp_path ${folder}/temp;
  uwsgi_temp_path ${folder}/temp;
  scgi_temp_path ${folder}/temp;
  types { video/iso.segment m4s; }
  server {
    listen 127.0.0.1:${port};
    root ${root};
    add_header Cache-Control "public, max-age=30, must-revalidate";
  }
}
`,
  );
  const [command, words] = pinned(processor);
  const master = spawn(command, [...words, 'nginx', '-c', configuration], { stdio: 'inherit' });
  const gone = once(master, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await eventually(() =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
  const pids = await readFile(`/proc/${master.pid}/task/${master.pid}/children`, 'utf8');
  return {
    url,
    pid: Number(pids.trim().split(' ')[0]),
    async stop() {
      master.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
