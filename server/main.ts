import { createLogger } from './logger.ts';
import { requireNode } from './operations/require-node.ts';
import { runLibrary } from './operations/run-library.ts';

// `npm start`: everything in one process group.
requireNode(process.versions.node);
await runLibrary(process.env, createLogger);
