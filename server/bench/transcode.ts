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
import { makeSources } from '../../transcoder/bench/make-sources.ts';
import { type Meter, measureQuality } from '../../transcoder/bench/measure-quality.ts';
import { printComparison, printMeasured } from '../../transcoder/bench/print-measured.ts';
import { probeSource } from '../../transcoder/bench/probe-source.ts';
import { runContender } from '../../transcoder/bench/run-contender.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { OperatorError } from '../operations/operator-error.ts';
import { readOptions, readWhole } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';

// `npm run bench:transcode -- --sources DIR --vmaf FFMPEG`: ours and the command lines of PeerTube, MediaCMS and
// Opencast on the same sources in one go: work, time, memory, bytes, and quality of every rendition.
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

const folder = await mkdtemp(join(tmpdir(), 'qianke-transcode-bench-'));
try {
  const options = readOptions(example, {
    sources: { type: 'string' },
    only: { type: 'string', default: '' },
    lists: { type: 'string', default: Object.keys(contenders).join(',') },
    seconds: { type: 'string', default: '20' },
    vmaf: { type: 'string', default: process.env.FFMPEG_WITH_VMAF ?? '' },
    every: { type: 'string', default: '5' },
    picture: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const lists = options.lists.split(',').filter((name) => name !== '');
  const unknown = lists.find((name) => !contenders[name]);
  if (unknown)
    throw new OperatorError(`--lists 里没有 ${unknown}，可用的有：${Object.keys(contenders).join('，')}`);
  const seconds = readWhole('seconds', options.seconds, 1, 9999);
  const meter = options.vmaf ? openMeter(options.vmaf, readWhole('every', options.every, 1, 9999)) : null;
  if (!meter) console.log('没有给出带 libvmaf 的 ffmpeg（--vmaf 或 FFMPEG_WITH_VMAF），这次不测画质。');

  const paths = [...(await listSources(options.sources)), ...(await makeSources(folder, seconds))];
  const wanted = options.only.split(',').filter((name) => name !== '');
  const panels: { source: string; measured: Measured[] }[] = [];
  for (const path of paths) {
    const source = await probeSource(path);
    if (wanted.length > 0 && !wanted.includes(source.name)) continue;
    const shape = `${source.width}×${source.height}，${source.frameRate} 帧/秒，${source.durationSeconds.toFixed(1)} 秒`;
    console.log(
      `\n${source.name}：${source.videoCodec} ${shape}，${Math.round(source.bitRate / 1000)} kbit/s`,
    );
    const measured: Measured[] = [];
    for (const name of lists) {
      const place = join(folder, `${source.name}-${name}`);
      await mkdir(place);
      const contender = contenders[name]!(source, place);
      measured.push(await measure(contender, source, meter));
      console.log(printMeasured(measured.at(-1)!));
      await rm(place, { recursive: true });
    }
    const [first, ...others] = measured;
    for (const other of others) console.log(printComparison(first!.name, other.name, compare(first!, other)));
    panels.push({ source: source.name, measured });
  }
  if (panels.length === 0) throw new OperatorError('没有可用的片源。请检查 --sources 和 --only');
  if (options.picture && meter) {
    await writeFile(options.picture, drawQuality(panels));
    console.log(`画质与码率的图：${options.picture}`);
  }
  if (options.json) console.log(JSON.stringify(panels));
} catch (error) {
  console.error(explainFailure(error, '转码测量失败'));
  process.exitCode = 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(contender: Contender, source: BenchSource, meter: Meter | null): Promise<Measured> {
  const run = await runContender(contender);
  const renditions: Measured['renditions'] = [];
  for (const { file, bytes, copied = false } of run.renditions) {
    const quality = await measureQuality(source, file, meter);
    const rate = Math.round((bytes * 8) / source.durationSeconds);
    renditions.push({ ...quality, bytes, rate, copied });
  }
  return { name: contender.name, run, renditions };
}

function openMeter(ffmpeg: string, every: number): Meter {
  const filters = execFileSync(ffmpeg, ['-hide_banner', '-filters'], { encoding: 'utf8' });
  if (!/\blibvmaf\b/u.test(filters))
    throw new OperatorError(`${ffmpeg} 没有 libvmaf。PyPI 的 imageio-ffmpeg 带有一个可用的 ffmpeg`);
  return { ffmpeg, every, folder };
}

async function listSources(given: string | undefined): Promise<string[]> {
  if (!given) return [];
  const names = await readdir(given);
  return names
    .filter((name) => /\.(mp4|mov|mkv|mpg|webm|ts)$/iu.test(name))
    .sort()
    .map((name) => resolve(given, name));
}
