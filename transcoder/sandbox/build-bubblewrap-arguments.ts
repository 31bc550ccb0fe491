/** One bound path: `from` outside is seen as `to` inside. */
export interface Bind {
  from: string;
  to: string;
}

export interface BubblewrapPlan {
  /** Started by root: rights are dropped inside by setpriv, since bubblewrap's own way keeps root's. */
  asRoot: boolean;
  /** Top-level names such as `/lib64` with what the host has there: a link's target, or a folder. */
  roots: readonly { path: string; link?: string }[];
  readOnly: readonly Bind[];
  /** Seen as `/out`, writable; undefined gives no writable place but a small `/tmp`. */
  outputFolder?: string;
  environment: Readonly<Record<string, string>>;
  command: readonly string[];
}

/** The user `nobody` on every Linux: owns nothing. */
export const SANDBOX_USER = 65534;

const TMP_BYTES = 64 * 1024 * 1024;

/**
 * The arguments after `bwrap`: no network, no `/etc`, no environment, a process tree of its own that
 * dies with us, and nothing of the disk but system programs, the named inputs and the output folder.
 */
export function buildBubblewrapArguments(plan: BubblewrapPlan): string[] {
  const rights = plan.asRoot ? [] : ['--unshare-user', '--disable-userns', '--cap-drop', 'ALL'];
  const drop = plan.asRoot
    ? [
        '/usr/bin/setpriv',
        `--reuid=${SANDBOX_USER}`,
        `--regid=${SANDBOX_USER}`,
        '--clear-groups',
        '--no-new-privs',
        '--inh-caps=-all',
        '--bounding-set=-all',
        '--',
      ]
    : [];
  return [
    ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
    ...rights,
    // Not `--new-session`: we begin one, without a terminal, for each run. In one of its own it would be out of reach of
    // what ends the group, and what is ended while it is made does not die with its parent yet.
    ...['--die-with-parent', '--clearenv', '--hostname', 'transcoder'],
    ...['--ro-bind', '/usr', '/usr'],
    ...plan.roots.flatMap(({ path, link }) => (link ? ['--symlink', link, path] : ['--ro-bind', path, path])),
    // Folders made on the way to a bind would be closed to the user that rights are dropped to.
    ...['/etc', '/in', '/out', '/tools', '/app', '/app/transcoder'].flatMap((folder) => [
      ...['--perms', '0755', '--dir', folder],
    ]),
    // Without these two Debian's ffmpeg does not find libblas, nor any library outside the usual folders.
    ...['--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--perms', '1777', '--size', String(TMP_BYTES), '--tmpfs', '/tmp'],
    ...plan.readOnly.flatMap(({ from, to }) => ['--ro-bind', from, to]),
    ...(plan.outputFolder ? ['--bind', plan.outputFolder, '/out'] : []),
    ...['--chdir', plan.outputFolder ? '/out' : '/tmp'],
    ...Object.entries(plan.environment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--', ...drop, ...plan.command],
  ];
}
