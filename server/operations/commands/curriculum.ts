import { systemClock } from '../../clock.ts';
import { type ImportReport, ImportScope } from '../../contract/curriculum.ts';
import { dictionary } from '../../contract/words/dictionary.ts';
import { fill } from '../../contract/words/words.ts';
import { CurriculumError } from '../../curriculum/curriculum-error.ts';
import { reportImport } from '../../curriculum/describe-import.ts';
import { importCurriculum } from '../../curriculum/import-curriculum.ts';
import type { CurriculumFile } from '../../curriculum/parse-curriculum.ts';
import { isEmptyPlan } from '../../curriculum/plan-import.ts';
import { readCurriculumFile } from '../../curriculum/read-curriculum-file.ts';
import { openLibraryDatabase } from '../open-library-database.ts';
import { OperatorError } from '../operator-error.ts';
import { readOptionsAndFiles } from '../read-options.ts';
import { requireNode } from '../require-node.ts';
import { runCommand } from '../run-command.ts';

// `npm run curriculum -- FILE…`: brings in the bureau's own files, CSV or JSONL, also beside a live program.
// `--dry-run` only says what would change; `--scope everything` retires whatever the files do not have; `--json`
// ends with one line of JSON; exit code 1: the files have to be put right.
requireNode(process.versions.node);
const words = dictionary.zh.manageCurriculum;
const mostTold = 20;
const example = 'npm run curriculum -- 教材目录.csv --dry-run';

await runCommand(process.env, words.commandFailed, async (config) => {
  const { options, files } = readOptionsAndFiles(
    example,
    {
      'dry-run': { type: 'boolean', default: false, about: '只说会改什么，不改' },
      json: { type: 'boolean', default: false, about: '最后一行输出 JSON，供脚本使用' },
      scope: {
        ...{ type: 'string', default: 'named-books' },
        about: 'named-books 只更新文件里的书（不写时）；everything 把文件里没有的全部停用',
      },
    },
    '导入教材目录（CSV 或 JSONL），可以一次几个文件。使用中也可以；停用的不会删除。',
  );
  if (files.length === 0) throw new OperatorError(fill(words.commandFiles, { example }));
  const scope = ImportScope.safeParse(options.scope);
  if (!scope.success) throw new OperatorError(words.commandScope);
  const database = await openLibraryDatabase(config);
  try {
    const dryRun = options['dry-run'];
    const plan = await importCurriculum(database, files.map(readFile), {
      ...{ scope: scope.data, by: 'bureau', dryRun, now: systemClock.now(), record: { personId: null } },
    });
    const report = await reportImport(database.db, plan, scope.data);
    tell(report);
    if (isEmptyPlan(plan)) console.log(words.nothing);
    else console.log(dryRun ? words.commandDryRun : words.commandDone);
    if (options.json) console.log(JSON.stringify({ done: !dryRun, ...report }));
  } catch (error) {
    if (!(error instanceof CurriculumError)) throw error;
    console.error(fill(words.commandRefused, { count: error.count }));
    console.error(error.message);
    if (options.json) console.log(JSON.stringify({ done: false, problems: error.problems }));
    process.exitCode = 1;
  } finally {
    await database.close();
  }
});

function readFile(path: string): CurriculumFile {
  try {
    return readCurriculumFile(path);
  } catch (error) {
    if (error instanceof CurriculumError) throw error;
    throw new OperatorError(fill(words.commandUnreadable, { path, reason: String(error) }), { cause: error });
  }
}

function tell({ counts, ...lists }: ImportReport): void {
  say(words.added, counts.added, lists.added.map(nameOf));
  say(words.renamed, counts.renamed, lists.renamed.map(explainRenamed));
  say(words.moved, counts.moved, lists.moved.map(nameOf));
  say(words.back, counts.back, lists.back.map(nameOf));
  say(words.takenOver, counts.takenOver, lists.takenOver.map(nameOf));
  say(words.retired, counts.retired, lists.retired.map(explainRetired));
  console.log(`${words.kept}：${counts.kept}`);
}

function say(what: string, count: number, lines: readonly string[]): void {
  console.log(`${what}：${count}`);
  for (const line of lines.slice(0, mostTold)) console.log(`  ${line}`);
  const more = Math.max(count, lines.length) - Math.min(lines.length, mostTold);
  if (more > 0) console.log(`  ${fill(words.more, { count: more })}`);
}

function nameOf({ name }: { name: string }): string {
  return name;
}

function explainRenamed({ name, before }: ImportReport['renamed'][number]): string {
  return `${before} → ${name}`;
}

function explainRetired({ name, lessons, perhaps }: ImportReport['retired'][number]): string {
  const hints = [
    lessons > 0 && fill(words.lessonsHere, { lessons }),
    perhaps?.why === 'same-name' && fill(words.perhapsSameName, { name: perhaps.name }),
    perhaps?.why === 'same-number' && lessons > 0 && fill(words.perhapsSameNumber, { name: perhaps.name }),
  ].filter((hint) => hint !== false && hint !== undefined);
  return hints.length > 0 ? `${name}（${hints.join('；')}）` : name;
}
