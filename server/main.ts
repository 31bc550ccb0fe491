import { keepCompiled } from './keep-compiled.ts';
import { requireNode } from './operations/require-node.ts';

// `npm start`: everything in one process group.
requireNode(process.versions.node);
keepCompiled();
const [{ runLibrary }, { createLogger }] = await Promise.all([
  import('./operations/run-library.ts'),
  import('./logger.ts'),
]);
await runLibrary(process.env, createLogger);
