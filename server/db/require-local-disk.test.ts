import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findMountType, nameNetworkFileSystem, requireLocalDisk } from './require-local-disk.ts';

describe('a network file system', () => {
  const cases: [what: string, type: number, mountType: string, name: string | undefined][] = [
    ['NFS', 0x6969, 'nfs4', 'NFS'],
    ['CIFS, unsigned', 0xff534d42, 'cifs', 'CIFS'],
    ['CIFS, as a signed number', 0xff534d42 | 0, 'cifs', 'CIFS'],
    ['SMB3', 0xfe534d42, 'smb3', 'SMB2'],
    ['a folder of Windows under WSL', 0x01021997, '9p', '9p'],
    ['sshfs', 0x65735546, 'fuse.sshfs', 'sshfs'],
    ['a bucket', 0x65735546, 'fuse.s3fs', 's3fs'],
    ['ext4', 0xef53, 'ext4', undefined],
    ['xfs', 0x58465342, 'xfs', undefined],
    ['btrfs', 0x9123683e, 'btrfs', undefined],
    ['overlayfs', 0x794c7630, 'overlay', undefined],
    ['tmpfs', 0x01021994, 'tmpfs', undefined],
    ['NTFS through FUSE', 0x65735546, 'fuseblk', undefined],
  ];
  for (const [what, type, mountType, name] of cases) {
    it(`is ${name ?? 'not'}: ${what}`, () => assert.equal(nameNetworkFileSystem(type, mountType), name));
  }

  it('is found by the longest mount point', () => {
    const mountinfo = [
      '22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw',
      '40 22 0:50 / /data rw shared:2 - fuse.sshfs me@there: rw',
      '41 22 0:51 / /data/own\\040disk rw - xfs /dev/sdb1 rw',
    ].join('\n');
    assert.equal(findMountType(mountinfo, '/srv/qianke'), 'ext4');
    assert.equal(findMountType(mountinfo, '/data'), 'fuse.sshfs');
    assert.equal(findMountType(mountinfo, '/data/qianke'), 'fuse.sshfs');
    assert.equal(findMountType(mountinfo, '/database'), 'ext4');
    assert.equal(findMountType(mountinfo, '/data/own disk/x'), 'xfs');
  });

  it('is not what this test runs on', () => requireLocalDisk(join(tmpdir(), 'qianke.sqlite')));
});
