// `npm run transcoder`: a worker that makes media versions and covers until it is told to stop. The web
// process starts the same file as its child; then it also ends when that process is gone.
import { keepCompiled } from '../server/keep-compiled.ts';

// What the worker writes is read by others: the sandbox's user, a proxy in front.
process.umask(0o022);
keepCompiled();
const { runWorkerProcess } = await import('./worker/run-worker-process.ts');
await runWorkerProcess(process.env);
