import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { Lesson } from '../contract/lessons.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { readOptions, readWhole } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';
import { setUpLibrary } from '../test/library-people.ts';
import { createLibrary } from '../test/library-process.ts';
import { publishLesson } from '../test/publish-lesson.ts';
import { uploadFile } from '../test/upload-file.ts';
import { readPages } from './serve/read-pages.ts';

// `npm run bench:pages`: the program as `npm start` runs it, its worker on the same cores; how long pages take while
// nothing else is done, and while that worker transcodes.
requireNode(process.versions.node);
process.umask(0o022);

const folder = await mkdtemp(join(tmpdir(), 'qianke-pages-'));
const library = createLibrary({ environment: { LOG_LEVEL: 'warn' } });
try {
  const options = readOptions('npm run bench:pages', {
    seconds: { type: 'string', default: '20', about: '每种情况量多少秒' },
    json: { type: 'boolean', default: false },
  });
  const seconds = readWhole('seconds', options.seconds, 5, 300);
  await library.start();
  const people = await setUpLibrary(library);
  const short = await makeClip(join(folder, 'short.mp4'), { seconds: 3 });
  const lesson = await publishLesson(people, await readFile(short), '分数的初步认识.mp4');
  // What is done for the first time takes longer.
  await readPages(library.url, lesson.id, 2);
  const alone = await readPages(library.url, lesson.id, seconds);
  console.log('没有转码时各页面用时（毫秒）：', alone);
  const long = await makeClip(join(folder, 'long.mp4'), { seconds: 20 * seconds, size: '1280x720' });
  const running = await uploadFile(people.teacher, long);
  const isProcessing = async () => {
    const { media } = await people.teacher.json(`/api/lessons/${running}`, Lesson);
    return media.state === 'processing';
  };
  await eventually(isProcessing);
  const beside = await readPages(library.url, lesson.id, seconds);
  if (!(await isProcessing())) throw new Error('the video was ready before the pages were read');
  console.log('同时转码时各页面用时（毫秒）：', beside);
  if (options.json) console.log(JSON.stringify({ seconds, alone, beside }));
} catch (error) {
  console.error(explainFailure(error, '测量失败'));
  process.exitCode = 2;
} finally {
  await library.remove();
  await rm(folder, { recursive: true, force: true });
}
