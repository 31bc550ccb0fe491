import { readFileSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A SQLite database would lie on a disk that several machines may share: its locks do not hold there. */
export class NetworkFileSystemError extends Error {
  override readonly name = 'NetworkFileSystemError';
  readonly folder: string;
  /** NFS, SMB, … */
  readonly kind: string;

  constructor(folder: string, kind: string) {
    super(`${folder} is on a network file system (${kind}), where SQLite loses data. Use a local disk.`);
    this.folder = folder;
    this.kind = kind;
  }
}

/** File systems by the number that statfs(2) gives (linux/magic.h and the file systems' own sources). */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9p'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
  [0x786f4256, 'VirtualBox'],
  [0xbacbacbc, 'VMware'],
]);

const fuse = 0x65735546;
/** What hides behind FUSE only the mount table tells; disks on this machine (NTFS, exFAT) do too. */
const networkFuse =
  /^fuse\.(sshfs|rclone|s3fs|s3ql|glusterfs|davfs2?|curlftpfs|smbnetfs|ceph|ceph-fuse|juicefs|seaweedfs|mfs|moosefs|gcsfuse|goofys|blobfuse2?|ossfs|cosfs|obsfs|alluxio[\w-]*|vmhgfs-fuse|beegfs|cvmfs2?)$/;

/** What network file system it is, if it is one: from statfs's number and the type in the mount table. */
export function nameNetworkFileSystem(type: number, mountType: string | undefined): string | undefined {
  const named = networkTypes.get(type >>> 0);
  if (named) return named;
  if (type >>> 0 !== fuse || mountType === undefined) return undefined;
  return networkFuse.exec(mountType)?.[1];
}

/** The type of the mount that a path is on, by `/proc/self/mountinfo` (proc(5)). */
export function findMountType(mountinfo: string, path: string): string | undefined {
  let found: { point: string; type: string | undefined } | undefined;
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const point = before
      .split(' ')[4]
      ?.replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8)));
    if (point === undefined) continue;
    const holds = path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
    // Of two mounts on one point the later one is seen.
    if (holds && (found?.point.length ?? 0) <= point.length) found = { point, type: after.split(' ')[0] };
  }
  return found?.type;
}

/** Throws `NetworkFileSystemError` when a file would lie on a network file system; its folder must exist. */
export function requireLocalDisk(file: string): void {
  const folder = dirname(resolve(file));
  const { type } = statfsSync(folder);
  const kind = nameNetworkFileSystem(type, readMountType(folder));
  if (kind) throw new NetworkFileSystemError(folder, kind);
}

function readMountType(folder: string): string | undefined {
  try {
    return findMountType(readFileSync('/proc/self/mountinfo', 'utf8'), folder);
  } catch {
    // Not Linux: the number is all there is.
    return undefined;
  }
}
