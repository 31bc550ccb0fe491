const GiB = 1024 ** 3;
const MiB = 1024 ** 2;

/** A limit as people read it, with one decimal at most and never rounded up: 8 GB, 1.5 MB. */
export function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= GiB ? ['GB', GiB] : bytes >= MiB ? ['MB', MiB] : ['KB', 1024];
  return `${Math.floor((bytes / Number(size)) * 10) / 10} ${unit}`;
}
