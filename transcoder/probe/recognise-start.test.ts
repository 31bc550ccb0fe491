import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RejectionCode } from '../errors.ts';
import { recogniseStart } from './recognise-start.ts';

const CASES: readonly [start: string | Buffer, code: RejectionCode | undefined][] = [
  ['\xff\xd8\xff\xe0', 'still-picture'],
  ['\x89PNG\r\n', 'still-picture'],
  ['GIF89a', 'still-picture'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'still-picture'],
  ['RIFF\0\0\0\0AVI LIST', undefined],
  ['\0\0\0\x18ftypheic', 'still-picture'],
  ['\0\0\0\x18ftypisom', undefined],
  ['%PDF-1.7', 'document'],
  ['\xd0\xcf\x11\xe0\xa1\xb1', 'document'],
  [`PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`, 'document'],
  [`PK\x03\x04${'\0'.repeat(26)}lesson.mp4`, 'archive'],
  ['Rar!\x1a\x07', 'archive'],
  ['\x1f\x8b\x08', 'archive'],
  ['MZ\x90\0', 'program'],
  ['CWS\x0a', 'program'],
  ['#EXTM3U\n#EXTINF:3,\nhttp://127.0.0.1/a.ts\n', 'playlist'],
  [Buffer.from('\ufeff#EXTM3U\n'), 'playlist'],
  ["ffconcat version 1.0\nfile 'a.mp4'\n", 'playlist'],
  ['v=0\nc=IN IP4 127.0.0.1\n', 'playlist'],
  ['rtsp://10.0.0.1/live\n', 'playlist'],
  ['<asx version="3.0"><entry>', 'playlist'],
  ['<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', 'playlist'],
  ['<?xml version="1.0"?>\n<mlt LC_NUMERIC="C">', 'project'],
  [Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><Project_Data>', 'utf16le'), 'project'],
  ['{"canvas_config":{"height":1080}', 'project'],
  ['{"name":"homework"}', 'document'],
  ['<!DOCTYPE html><title>Sign in</title>', 'document'],
  [Buffer.from('今天天气很好，没有视频。\n'.repeat(50)), 'document'],
  [Buffer.alloc(64 * 1024), 'unfinished'],
  ['QIYI VIDEO', 'encrypted'],
  ['', undefined],
];

for (const [start, code] of CASES) {
  const bytes = typeof start === 'string' ? Buffer.from(start, 'latin1') : start;
  test(`${JSON.stringify(bytes.toString('latin1', 0, 40))} begins ${code ?? 'what may be a video'}`, () => {
    assert.equal(recogniseStart(bytes)?.code, code);
  });
}
