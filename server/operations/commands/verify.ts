import { systemClock } from '../../clock.ts';
import { dictionary } from '../../contract/words/dictionary.ts';
import { fill } from '../../contract/words/words.ts';
import { createLogger } from '../../logger.ts';
import { openMediaStore } from '../../media-store/open-media-store.ts';
import { openSearch } from '../../open-search.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { openLibraryDatabase } from '../open-library-database.ts';
import { readOptions } from '../read-options.ts';
import { requireNode } from '../require-node.ts';
import { createTeller, runCommand } from '../run-command.ts';
import { findingCodes } from '../verify/finding.ts';
import { type VerifyReport, verifyLibrary } from '../verify/verify-library.ts';

// `npm run verify`: every file against its hash, every reference, jobs, uploads, the index, also beside a live
// program. `--quick` compares sizes only; `--json` ends with one line of JSON; exit code 1: something was found.
requireNode(process.versions.node);
const words = dictionary.zh.verify;
const mostOfOneKind = 20;

await runCommand(process.env, words.failed, async (config, signal) => {
  const { quick, json } = readOptions(
    'npm run verify -- --quick',
    {
      quick: { type: 'boolean', default: false, about: '只比较文件大小，不读内容' },
      json: { type: 'boolean', default: false, about: '最后一行输出 JSON，供脚本使用' },
    },
    '检查资源库是否完好：每个文件、每处引用、任务、上传和搜索索引，并说明每个问题怎么办。使用中也可以检查。',
  );
  const database = await openLibraryDatabase(config);
  try {
    await using search = await openSearch(config, database.db, createLogger('error', 'verify'));
    const mediaStore = await openMediaStore(config.mediaStore);
    console.log(fill(quick ? words.begunQuick : words.begun, { folder: config.dataFolder }));
    const say = createTeller();
    const parts = { config, database, clock: systemClock, mediaStore, search };
    const report = await verifyLibrary(parts, {
      ...{ quick, signal },
      onProgress: (done, all, bytes) => say(fill(words.progress, { done, all, bytes: formatBytes(bytes) })),
    });
    tell(report);
    if (json) console.log(JSON.stringify(report));
    process.exitCode = report.findings.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
});

function tell({ findings, notes, files, bytes, seconds }: VerifyReport): void {
  for (const code of findingCodes) {
    const found = findings.filter((finding) => finding.code === code);
    for (const { subject, detail = '' } of found.slice(0, mostOfOneKind)) {
      console.log(fill(words[code], { subject, detail }));
      console.log(`  ${fill(words.remedy, { what: fill(words[`${code}.do`], { subject, detail }) })}`);
    }
    if (found.length > mostOfOneKind) console.log(fill(words.more, { count: found.length - mostOfOneKind }));
  }
  for (const { code, subject, detail = '' } of notes) console.log(fill(words[code], { subject, detail }));
  const figures = { files, bytes: formatBytes(bytes), seconds: seconds.toFixed(1) };
  const sound = notes.length === 0 ? words.sound : words.soundButIndex;
  console.log(
    findings.length === 0
      ? fill(sound, figures)
      : fill(words.unsound, { ...figures, count: findings.length }),
  );
}
