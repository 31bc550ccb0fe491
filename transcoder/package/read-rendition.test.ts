import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { planTranscode } from '../plan/plan-transcode.ts';
import { makeFolder } from '../test/make-clip.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { readRendition } from './read-rendition.ts';

const folder = await makeFolder();
after(() => folder.remove());

test('a rendition that lasts no time, as of a file cut behind its first picture, is the file’s doing', async () => {
  const plan = planTranscode(mediaProbe());
  const rendition = plan.renditions[0]!;
  await mkdir(join(folder.path, rendition.folder));
  await writeFile(
    join(folder.path, rendition.folder, 'index.m3u8'),
    '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:0.000000,\n00000.m4s\n#EXT-X-ENDLIST\n',
  );
  await assert.rejects(readRendition(folder.path, plan, rendition), { code: 'no-picture-decoded' });
});
