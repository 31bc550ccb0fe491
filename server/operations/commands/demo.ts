import { readEnvironment } from '../../env.ts';
import { createLogger } from '../../logger.ts';
import { demoAccounts, prepareDemoPeople } from '../demo/demo-people.ts';
import { loadSamples } from '../demo/load-samples.ts';
import { requireNode } from '../require-node.ts';
import { runLibrary } from '../run-library.ts';

// `npm run demo`: the library with made-up people and sample lessons.
requireNode(process.versions.node);

let password = '';

await runLibrary(process.env, createLogger, {
  async prepare(context) {
    password = await prepareDemoPeople(context, readEnvironment(process.env).DEMO_PASSWORD);
  },
  async serving({ log }, url, signal) {
    console.log('演示账号（密码都是 %s）：', password);
    for (const account of demoAccounts) console.log(`  ${account.name.padEnd(9)} ${account.zh}`);
    console.log('正在准备示例课，约需一两分钟，可以先打开网页看看……');
    try {
      await loadSamples(url, password, signal);
      console.log('示例课已备齐。');
    } catch (error) {
      if (signal.aborted) return;
      log.error(
        { err: error },
        'the sample lessons could not all be brought in; `npm run demo` again goes on from here',
      );
    }
  },
});
