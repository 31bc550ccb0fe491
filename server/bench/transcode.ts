import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compare, type Measured } from '../../transcoder/bench/compare.ts';
import type { BenchSource, Contender } from '../../transcoder/bench/contenders/contender.ts';
import { mediacms } from '../../transcoder/bench/contenders/mediacms.ts';
import { opencast } from '../../transcoder/bench/contenders/opencast.ts';
import { ours } from '../../transcoder/bench/contenders/ours.ts';
import { peertube } from '../../transcoder/bench/contenders/peertube.ts';
import { drawQuality } from '../../transcoder/bench/draw-quality.ts';
import { madeSources } from '../../transcoder/bench/make-sources.ts';
import { type Meter, measureQuality } from '../../transcoder/bench/measure-quality.ts';
import { medianRun } from '../../transcoder/bench/median-run.ts';
import { nameSources } from '../../transcoder/bench/name-sources.ts';
import { printComparison, printRendition, printRun } from '../../transcoder/bench/print-measured.ts';
import { probeSource } from '../../transcoder/bench/probe-source.ts';
import { type Run, runContender } from '../../transcoder/bench/run-contender.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { OperatorError } from '../operations/operator-error.ts';
import { readOptions, readWhole } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';

// `npm run bench:transcode -- --sources DIR --vmaf FFMPEG`: ours and the command lines of PeerTube, MediaCMS and
// Opencast on the same sources in one go: work, time, memory, bytes, and quality of every rendition. What was measured
// is printed at once, and told as well by a run that is cut off.
requireNode(process.versions.node);
process.umask(0o022);

const example =
  'npm run bench:transcode -- --sources lessons --vmaf /opt/ffmpeg-vmaf/ffmpeg --picture quality.svg';

const contenders: Record<string, (source: BenchSource, folder: string) => Contender> = {
  ours,
  'peertube-2': (source, folder) => peertube(source, folder, 2),
  'peertube-1': (source, folder) => peertube(source, folder, 1),
  mediacms,
  opencast,
};

interface Panel {
  source: string;
  measured: Measured[];
}

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupt.abort(new OperatorError(`测量被 ${signal} 打断，以上是量到的`)));

const folder = await mkdtemp(join(tmpdir(), 'qianke-transcode-bench-'));
try {
  await main();
} catch (error) {
  console.error(explainFailure(interrupt.signal.aborted ? interrupt.signal.reason : error, '转码测量失败'));
  process.exitCode = 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const options = readOptions(example, {
    sources: { type: 'string', about: '放着片源的文件夹；另有两段自己生成的：tape、phone' },
    only: {
      type: 'string',
      default: '',
      about: '只量这几个片源，写文件名（不带扩展名，重名的才带），用逗号隔开',
    },
    lists: { type: 'string', default: '', about: `只跑这几家：${Object.keys(contenders).join(',')}` },
    seconds: { type: 'string', default: '20', about: 'tape 和 phone 各多少秒' },
    vmaf: {
      ...{ type: 'string', default: process.env.FFMPEG_WITH_VMAF ?? '' },
      about: '带 libvmaf 的 ffmpeg，也可写在 FFMPEG_WITH_VMAF 里',
    },
    turns: { type: 'string', default: '1', about: '各家轮流跑几遍，时间取中位数' },
    'no-quality': { type: 'boolean', default: false, about: '不测画质，只花转码本身的时间' },
    every: { type: 'string', default: '5', about: '每几帧测一次画质，不能是 2 或 3 的倍数' },
    picture: { type: 'string', about: '把画质与码率的图画成这个 SVG 文件' },
    json: { type: 'boolean', default: false, about: '最后用一行 JSON 说一遍' },
  });
  const seconds = readWhole('seconds', options.seconds, 1, 9999);
  const turns = readWhole('turns', options.turns, 1, 99);
  const every = readWhole('every', options.every, 1, 9999);
  // Encoders give every second, third or fourth picture more than those between: only one kind would be judged.
  if (every % 2 === 0 || every % 3 === 0)
    throw new OperatorError(`--every 不能是 2 或 3 的倍数，否则只会测到同一类帧：${options.every}`);
  const meter = options.vmaf && !options['no-quality'] ? openMeter(options.vmaf, every) : null;
  const offered = new Map<string, () => Promise<string>>(
    nameSources(await listSources(options.sources), Object.keys(madeSources)).map(([name, path]) => [
      name,
      async () => path,
    ]),
  );
  for (const [name, make] of Object.entries(madeSources)) offered.set(name, () => make(folder, seconds));
  const wanted = readNames('only', options.only, [...offered.keys()]);
  const lists = readNames('lists', options.lists, Object.keys(contenders));
  if (!meter && !options['no-quality'])
    console.log('没有给出带 libvmaf 的 ffmpeg（--vmaf 或 FFMPEG_WITH_VMAF），这次不测画质。');

  const panels: Panel[] = [];
  try {
    for (const name of wanted) {
      const panel: Panel = { source: name, measured: [] };
      panels.push(panel);
      const source = { ...(await probeSource(await offered.get(name)!())), name };
      await measureSource(source, { lists, turns, meter }, panel.measured);
    }
  } finally {
    const judged = panels.filter(({ measured }) => meter !== null && measured.length > 0);
    if (options.picture && judged.length > 0) {
      await writeFile(options.picture, drawQuality(judged));
      console.log(`画质与码率的图：${options.picture}`);
    }
    if (options.json) console.log(JSON.stringify(panels));
  }
}

interface Task {
  lists: readonly string[];
  turns: number;
  meter: Meter | null;
}

/** Adds to `measured` as it goes. */
async function measureSource(
  source: BenchSource,
  { lists, turns, meter }: Task,
  measured: Measured[],
): Promise<void> {
  const shape = `${source.width}×${source.height}，${source.frameRate} 帧/秒，${source.durationSeconds.toFixed(1)} 秒`;
  console.log(`\n${source.name}：${source.videoCodec} ${shape}，${Math.round(source.bitRate / 1000)} kbit/s`);
  const runs = lists.map((): Run[] => []);
  for (let turn = 0; turn < turns; turn += 1) {
    if (turn > 0) console.log(`第 ${turn + 1} 遍`);
    for (const [index, name] of lists.entries()) {
      const place = join(folder, `${source.name}-${name}`);
      await mkdir(place);
      const contender = contenders[name]!(source, place);
      const run = await runContender(contender, interrupt.signal);
      console.log(printRun(contender.name, run));
      runs[index]!.push(run);
      measured[index] = {
        name: contender.name,
        run: medianRun(runs[index]!),
        renditions: measured[index]?.renditions ?? (await judgeRenditions(run, source, meter)),
      };
      if (index > 0)
        console.log(
          printComparison(measured[0]!.name, contender.name, compare(measured[0]!, measured[index])),
        );
      await rm(place, { recursive: true });
    }
  }
}

/** Every turn makes the same files: they are judged once. */
async function judgeRenditions(
  run: Run,
  source: BenchSource,
  meter: Meter | null,
): Promise<Measured['renditions']> {
  const renditions: Measured['renditions'] = [];
  for (const { file, bytes, copied = false } of run.renditions) {
    const quality = await measureQuality(source, file, meter, interrupt.signal);
    const rate = Math.round((bytes * 8) / source.durationSeconds);
    renditions.push({ ...quality, bytes, rate, copied });
    console.log(printRendition(renditions.at(-1)!));
  }
  return renditions;
}

function openMeter(ffmpeg: string, every: number): Meter {
  const filters = execFileSync(ffmpeg, ['-hide_banner', '-filters'], { encoding: 'utf8' });
  if (!/\blibvmaf\b/u.test(filters))
    throw new OperatorError(`${ffmpeg} 没有 libvmaf。PyPI 的 imageio-ffmpeg 带有一个可用的 ffmpeg`);
  return { ffmpeg, every, folder };
}

/** Names typed with commas between them; all there are where none was. */
function readNames(option: string, typed: string, known: readonly string[]): readonly string[] {
  const names = typed.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new OperatorError(`--${option} 里没有 ${unknown}，可用的有：${known.join('，')}`);
  return names.length > 0 ? names : known;
}

async function listSources(given: string | undefined): Promise<string[]> {
  if (!given) return [];
  const names = await readdir(given);
  return names
    .filter((name) => /\.(mp4|mov|mkv|mpg|webm|ts)$/iu.test(name))
    .sort()
    .map((name) => resolve(given, name));
}
