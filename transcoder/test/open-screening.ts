import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

/** What a browser made of one address, played to its end. */
export interface Showing {
  ended: boolean;
  width: number;
  height: number;
  seconds: number;
  /** Decoded pictures, and bytes of sound. */
  pictures: number;
  soundBytes: number;
  /** Colours near the corners of what is on the screen when it is over. */
  corners: number[][];
  error: string;
}

export interface Screening extends AsyncDisposable {
  /** Plays `file` in `folder` to its end: a playlist by hls.js, anything else by itself. */
  show(folder: string, file: string): Promise<Showing>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4s': 'video/mp4',
};
const PAGE = '<!doctype html><title>screening</title><script src="/hls.js"></script>';
const LONGEST_MS = 60_000;

/** A real Chromium beside a server of its own, for media versions that no library knows. */
export async function openScreening(): Promise<Screening> {
  const hls = await readFile(join(import.meta.dirname, '../../node_modules/hls.js/dist/hls.min.js'));
  let folder = '';
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const fixed = { '/': Buffer.from(PAGE), '/hls.js': hls }[path];
    const body = fixed ?? (await readFile(join(folder, path)).catch(() => undefined));
    const type = fixed && path === '/' ? '.html' : extname(path);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[type] ?? 'application/octet-stream' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    async show(from, file) {
      folder = from;
      return await page.evaluate(playToEnd, { url: `/${file}?${Date.now()}`, longestMs: LONGEST_MS });
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.close();
    },
  };
}

/** Runs in the page. */
async function playToEnd({ url, longestMs }: { url: string; longestMs: number }): Promise<Showing> {
  interface Player {
    loadSource(url: string): void;
    attachMedia(video: HTMLVideoElement): void;
    on(event: string, listener: (name: string, data: { fatal: boolean; details: string }) => void): void;
    destroy(): void;
  }
  const { Hls } = globalThis as unknown as { Hls: new () => Player };
  const video = document.createElement('video');
  document.body.append(video);
  let error = '';
  let player: Player | undefined;
  const over = new Promise<void>((resolve) => {
    setTimeout(resolve, longestMs);
    video.addEventListener('ended', () => resolve());
    video.addEventListener('error', () => {
      error ||= video.error?.message || 'the browser gave up';
      resolve();
    });
    if (url.includes('.m3u8')) {
      player = new Hls();
      player.on('hlsError', (_, data) => {
        if (!data.fatal) return;
        error = data.details;
        resolve();
      });
      player.loadSource(url);
      player.attachMedia(video);
    } else {
      video.src = url;
    }
  });
  video.playbackRate = 2;
  video.play().catch((reason: Error) => {
    error ||= reason.message;
  });
  await over;
  const canvas = document.createElement('canvas');
  canvas.width = 8;
  canvas.height = 8;
  const context = canvas.getContext('2d');
  context?.drawImage(video, 0, 0, 8, 8);
  const corners = [
    [1, 1],
    [6, 1],
    [1, 6],
    [6, 6],
  ].map(([x = 0, y = 0]) => [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3));
  const counted = video as HTMLVideoElement & { webkitAudioDecodedByteCount?: number };
  const showing = {
    ended: video.ended,
    width: video.videoWidth,
    height: video.videoHeight,
    seconds: video.duration,
    pictures: video.getVideoPlaybackQuality().totalVideoFrames,
    soundBytes: counted.webkitAudioDecodedByteCount ?? 0,
    corners,
    error,
  };
  player?.destroy();
  video.remove();
  return showing;
}
