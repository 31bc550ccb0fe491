import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mediaVersionSchema } from '../../media-version.ts';
import type { BenchSource, Contender } from './contender.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '../../..');

/** The transcoder as it is: what `npm run transcode` runs, sandbox, verification, pictures and all. */
export function ours(source: BenchSource, folder: string): Contender {
  const made = join(folder, 'lesson');
  return {
    name: '千课',
    stages: [
      {
        atOnce: 1,
        commands: [
          {
            program: 'env',
            arguments: [
              `NODE_COMPILE_CACHE=${join(PROJECT_FOLDER, 'node_modules/.cache/node')}`,
              ...[process.execPath, join(PROJECT_FOLDER, 'transcoder/cli.ts'), source.path, made],
            ],
            makes: 1,
            playableWith: join(made, 'master.m3u8'),
          },
        ],
      },
    ],
    async renditions() {
      const text = await readFile(join(made, 'version.json'), 'utf8');
      const { renditions } = mediaVersionSchema.parse(JSON.parse(text));
      return renditions.map(({ playlist }) => ({
        file: join(made, playlist),
        parts: [join(made, dirname(playlist))],
      }));
    },
    beside: {
      mp4: [join(made, 'lesson.mp4'), join(made, 'minute.mp4')],
      storyboard: [join(made, 'storyboard.webp'), join(made, 'storyboard.vtt')],
      sound: [join(made, 'audio'), join(made, 'lesson.m4a'), join(made, 'minute.m4a')],
    },
  };
}
