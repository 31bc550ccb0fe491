import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SampleLesson } from './sample-lessons.ts';

const run = promisify(execFile);

const fonts = '/usr/share/fonts/opentype/noto';
const headingFont = `${fonts}/NotoSansCJK-Bold.ttc`;
const textFont = `${fonts}/NotoSansCJK-Regular.ttc`;
const width = 1280;
const height = 720;
const frameRate = 12;

/** Draws a lesson's slides as a video, MP4, with a soft chime at each. Needs ffmpeg and fonts-noto-cjk. */
export async function makeSampleVideo(
  lesson: SampleLesson,
  footer: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-demo-'));
  try {
    // Texts go through files: drawtext's own quoting has more rules than Chinese punctuation.
    const write = async (name: string, text: string) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    };
    const texts = await Promise.all(
      lesson.slides.map(async (slide, index) => ({
        heading: await write(`${index}`, slide.heading),
        lines: await Promise.all(slide.lines.map((line, at) => write(`${index}-${at}`, line))),
      })),
    );
    const seconds = lesson.slides.length * lesson.secondsPerSlide;
    const filter = slideFilter(lesson, texts, await write('footer', footer));
    const source = `color=c=0xFBF8F2:s=${width}x${height}:r=${frameRate}:d=${seconds}`;
    const chime = `aevalsrc='0.12*sin(2*PI*523*t)*exp(-3*mod(t,${lesson.secondsPerSlide}))':s=44100:d=${seconds}`;
    await run(
      'ffmpeg',
      [
        ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-f', 'lavfi', '-i', chime],
        [
          '-vf',
          filter,
          '-c:v',
          'libx264',
          '-preset',
          'ultrafast',
          '-tune',
          'stillimage',
          '-pix_fmt',
          'yuv420p',
        ],
        ['-c:a', 'aac', '-b:a', '64k', '-ac', '1', '-shortest', '-movflags', '+faststart', file],
      ].flat(),
      { signal },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds between one line of a slide and the next, so that they come one after another. */
const lineEvery = 1.2;

function slideFilter(
  lesson: SampleLesson,
  texts: readonly { heading: string; lines: string[] }[],
  footer: string,
): string {
  const draw = (options: Record<string, string | number>) =>
    `drawtext=${Object.entries(options)
      .map(([name, value]) => `${name}=${value}`)
      .join(':')}`;
  const slides = texts.flatMap(({ heading, lines }, index) => {
    const start = index * lesson.secondsPerSlide;
    const end = start + lesson.secondsPerSlide;
    const during = (from: number) => `'gte(t,${from})*lt(t,${end})'`;
    return [
      draw({
        fontfile: headingFont,
        textfile: heading,
        fontsize: 64,
        x: 96,
        y: 150,
        fontcolor: '0x20262E',
        enable: during(start),
      }),
      ...lines.map((line, at) =>
        draw({
          fontfile: textFont,
          textfile: line,
          fontsize: 44,
          x: 96,
          y: 290 + at * 92,
          fontcolor: '0x20262E',
          enable: during(start + lineEvery * (at + 1)),
        }),
      ),
    ];
  });
  return [
    `drawbox=x=0:y=0:w=16:h=${height}:color=0x${lesson.hue}:t=fill`,
    ...slides,
    draw({
      fontfile: textFont,
      textfile: footer,
      fontsize: 26,
      x: 96,
      y: height - 70,
      fontcolor: '0x5C6470',
    }),
  ].join(',');
}
