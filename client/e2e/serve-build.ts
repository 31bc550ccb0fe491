import { createReadStream, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Renderer } from '../../server/pages/renderer.ts';

/** The policy every page of the library is served with. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.vtt': 'text/vtt',
  '.mp4': 'video/mp4',
  '.m4a': 'audio/mp4',
  '.m4s': 'video/mp4',
  '.m3u8': 'application/vnd.apple.mpegurl',
};

const dist = new URL('../../dist/', import.meta.url).pathname;

/** The built renderer with the build's own manifest. */
export async function loadRenderer(): Promise<Renderer> {
  const manifest: unknown = JSON.parse(await readFile(join(dist, 'client/.vite/manifest.json'), 'utf8'));
  const built: { createRenderer(manifest: unknown): Renderer } = await import(join(dist, 'render/render.js'));
  return built.createRenderer(manifest);
}

export interface ServedBuild extends AsyncDisposable {
  /** Without a slash at its end. */
  url: string;
  /** Paths asked for, in order. */
  asked: string[];
}

/** Serves pages by path, the build's assets, and a folder of media under `/play/`, each with a policy or, on purpose, none. */
export async function serveBuild(
  pages: ReadonlyMap<string, string>,
  mediaFolder: string,
  policy: string | null = contentPolicy,
): Promise<ServedBuild> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    if (policy !== null) response.setHeader('Content-Security-Policy', policy);
    const page = pages.get(pathname);
    if (page !== undefined) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(page);
      return;
    }
    const folder = pathname.startsWith('/play/') ? mediaFolder : join(dist, 'client');
    const path = join(folder, normalize(pathname.replace(/^\/play\//, '/')));
    const file = await stat(path).catch(() => null);
    if (file === null || !file.isFile()) {
      response.statusCode = 404;
      response.end();
      return;
    }
    sendFile(request, response, path, file);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sendFile(request: IncomingMessage, response: ServerResponse, path: string, { size }: Stats): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = range?.[2] ? Number(range[2]) : size - 1;
  response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Length', end - start + 1);
  if (range) {
    response.statusCode = 206;
    response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  }
  createReadStream(path, { start, end })
    .on('error', () => response.destroy())
    .pipe(response);
}
