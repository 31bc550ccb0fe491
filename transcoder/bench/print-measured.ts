import type { Comparison, MeasuredRendition } from './compare.ts';
import type { Run } from './run-contender.ts';

/** What a contender took for a source, in a line for people. */
export function printRun(name: string, run: Run): string {
  const bytes = run.renditions.reduce((sum, one) => sum + one.bytes, 0);
  const beside = Object.entries(run.besideBytes).filter(([, size]) => size > 0);
  const whole = [
    `处理器 ${run.cpuSeconds.toFixed(1)} 秒`,
    `历时 ${run.wallSeconds.toFixed(1)} 秒`,
    `内存 ${Math.round(run.peakBytes / 1024 ** 2)} MiB`,
    `HLS ${megabytes(bytes)}`,
    ...beside.map(([what, size]) => `${besideNames[what] ?? what} ${megabytes(size)}`),
    `最早可播 ${run.firstPlayableSeconds.toFixed(1)} 秒`,
    `全部可播 ${run.lastPlayableSeconds.toFixed(1)} 秒`,
  ];
  return `${name}：${whole.join('，')}`;
}

/** One of its renditions. */
export function printRendition(rendition: MeasuredRendition): string {
  const { width, height, rate, vmaf, ssim, shownVmaf, shift, copied } = rendition;
  const size = `${width}×${height}`.padStart(11);
  const kbit = `${Math.round(rate / 1000)} kbit/s`.padStart(12);
  const notes = [
    ...(copied ? ['原样复制'] : []),
    ...(shift ? [`${shift > 0 ? '晚' : '早'} ${Math.abs(shift)} 帧`] : []),
  ].join('，');
  if (!Number.isFinite(vmaf)) return `  ${size} ${kbit}  ${notes}`.trimEnd();
  const quality = `VMAF ${vmaf.toFixed(1)}  SSIM ${ssim.toFixed(4)}  同屏 VMAF ${shownVmaf.toFixed(1)}`;
  return `  ${size} ${kbit}  ${quality}  ${notes}`.trimEnd();
}

export function printComparison(ours: string, theirs: string, comparison: Comparison): string {
  const { cpu, wall, bytes, bdRate, vmaf, alone, meanVmaf, worstThatFits } = comparison;
  const parts = [`处理器 ${cpu.toFixed(2)}`, `历时 ${wall.toFixed(2)}`, `字节 ${bytes.toFixed(2)}`];
  if (bdRate !== null) parts.push(`BD-rate ${signed(100 * bdRate)} %`);
  if (vmaf.length > 0) {
    const each = vmaf.map(
      ({ height, difference, copied }) => `${height} 线 ${signed(difference)}${copied ? '（原样复制）' : ''}`,
    );
    parts.push(`VMAF 差 ${each.join('、')}`);
  }
  if (alone.length > 0) parts.push(`没有相近的 ${alone.map((height) => `${height} 线`).join('、')}`);
  if (meanVmaf !== null) parts.push(`平均 ${signed(meanVmaf)}`);
  if (worstThatFits) {
    const line = Math.round(worstThatFits.rate / 1000);
    parts.push(`同一线路最不利时 ${signed(worstThatFits.difference)}（${line} kbit/s）`);
  }
  return `${ours} ÷ ${theirs}：${parts.join('，')}`;
}

/** What lies beside the renditions; mp4 is called so by everybody. */
const besideNames: Readonly<Record<string, string>> = { storyboard: '预览图', sound: '声音' };

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;
