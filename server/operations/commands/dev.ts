import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../ensure-built.ts';
import { requireNode } from '../require-node.ts';

// `npm run dev`: the demo, restarted whenever a source changes, the client rebuilt as it is edited.
requireNode(process.versions.node);
await ensureBuilt();

const root = fileURLToPath(new URL('../../../', import.meta.url));
const vite = `${root}node_modules/vite/bin/vite.js`;
const demo = fileURLToPath(new URL('demo.ts', import.meta.url));
const commands = [
  [vite, 'build', '--watch', '--emptyOutDir', 'false'],
  [vite, 'build', '--ssr', '--watch'],
  ['--watch', '--watch-preserve-output', demo],
];
const children = commands.map((command) => spawn(process.execPath, command, { cwd: root, stdio: 'inherit' }));

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    for (const child of children) child.kill(name);
  });
}
for (const child of children) {
  child.once('exit', (code) => {
    if (code) process.exitCode = code;
  });
}
