// Runs inside the sandbox: one JSON request as its argument, one JSON answer on stdout. Imports nothing
// from outside this folder, since nothing else of ours is there.
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';
import { chooseCovers } from './choose-covers.ts';
import type { LessonRequest, PictureAnswer, PictureRequest } from './messages.ts';

const COVER_WIDTH = 640;
const COVER_HEIGHT = 1280;
/** Of one picture; a slow machine that encodes a lesson beside it needs more than a quick one. */
const LONGEST_SECONDS = 20;
const INPUT = { limitInputPixels: 40e6, failOn: 'error', pages: 1 } as const;

/** libvips reads some forty formats, several by libraries of long bug lists: three are enough. */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });

const request: PictureRequest = JSON.parse(process.argv[2] ?? '');
process.stdout.write(`${JSON.stringify(await answer(request))}\n`);

async function answer(request: PictureRequest): Promise<PictureAnswer> {
  switch (request.action) {
    case 'check': {
      // Proves that the native library works here, not only that it was found.
      await sharp({ create: { width: 2, height: 2, channels: 3, background: 'white' } })
        .webp()
        .toBuffer();
      return { kind: 'ready', sharp: sharp.versions.sharp ?? 'unknown' };
    }
    case 'lesson':
      return await makeLessonPictures(request);
    case 'cover':
      return await cleanCover(request);
    case 'clean':
      return await cleanPicture(request);
    default:
      throw new TypeError(`unknown request ${JSON.stringify(request satisfies never)}`);
  }
}

async function makeLessonPictures(request: LessonRequest): Promise<PictureAnswer> {
  await mkdir(request.coversFolder);
  // Each is small, and libvips works on one with one thread: side by side they take the cores that encoding left.
  const [chosen] = await Promise.all([
    makeCovers(request),
    request.storyboard ? makeStoryboard(request.storyboard) : null,
  ]);
  return { kind: 'lesson', ...chosen };
}

async function makeCovers({ candidates, coversFolder }: LessonRequest) {
  const judged = await Promise.all(
    candidates.map(async (candidate) => {
      const { channels, entropy } = await sharp(candidate.file, INPUT).stats();
      const deviation = channels.reduce((sum, { stdev }) => sum + stdev, 0) / channels.length;
      return { ...candidate, deviation, entropy };
    }),
  );
  const { covers, blank } = chooseCovers(judged);
  const made = covers.map(async ({ file, atSeconds }, index) => {
    const output = `${coversFolder}/${index + 1}.webp`;
    const { width, height } = await sharp(file, INPUT).webp({ quality: 78 }).toFile(output);
    return { file: output, atSeconds, width, height };
  });
  return { covers: await Promise.all(made), blank };
}

type StoryboardRequest = NonNullable<LessonRequest['storyboard']>;

/** In rows; what the last one lacks is black. */
async function makeStoryboard({ tiles, columns, image }: StoryboardRequest) {
  const join = { across: columns, background: 'black' };
  const sheet = tiles.length > 1 ? sharp(tiles, { ...INPUT, join }) : sharp(tiles[0], INPUT);
  await sheet.webp({ quality: 65 }).toFile(image);
}

async function cleanCover(request: Extract<PictureRequest, { action: 'cover' }>): Promise<PictureAnswer> {
  return orRefused(async () => {
    const { width, height } = await sharp(request.source, INPUT)
      .autoOrient()
      .resize({ width: COVER_WIDTH, height: COVER_HEIGHT, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .webp({ quality: 80 })
      .timeout({ seconds: LONGEST_SECONDS })
      .toFile(request.output);
    return { kind: 'cover', width, height };
  });
}

/** Nothing of the file goes on but what can be seen. */
async function cleanPicture(request: Extract<PictureRequest, { action: 'clean' }>): Promise<PictureAnswer> {
  return orRefused(async () => {
    const picture = sharp(request.source, INPUT);
    if ((await picture.metadata()).format !== request.format) {
      return { kind: 'refused', code: 'unsupported', detail: `it is no ${request.format}` };
    }
    const upright = picture.autoOrient().timeout({ seconds: LONGEST_SECONDS });
    const made = request.format === 'png' ? upright.png() : upright.jpeg({ quality: 90 });
    await made.toFile(request.output);
    return { kind: 'clean' };
  });
}

async function orRefused(work: () => Promise<PictureAnswer>): Promise<PictureAnswer> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.includes('pixel limit')) {
      return { kind: 'refused', code: 'too-large', detail: 'more than 40 million picture elements' };
    }
    if (message.includes('unsupported image format')) {
      return { kind: 'refused', code: 'unsupported', detail: 'neither JPEG nor PNG nor WebP' };
    }
    return { kind: 'refused', code: 'unreadable', detail: 'the picture is damaged' };
  }
}
