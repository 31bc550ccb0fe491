import { writeFile } from 'node:fs/promises';
import { makeJudgedSet } from '../../search/bench/judged-set/make-judged-set.ts';
import { makeCorpus } from '../../search/bench/make-corpus.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { OperatorError } from '../operations/operator-error.ts';
import { readOptions, readWhole } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';
import { topicsOf } from './search/read-topics.ts';

// `npm run bench:search-set -- --corpus FILE --queries FILE`: makes a corpus from the books that are shipped, or
// from other files of topics, and a judged set for it (rules: search/bench/README.md); the same for the same seed.
requireNode(process.versions.node);

const example = 'npm run bench:search-set -- --corpus corpus.jsonl --queries queries.jsonl';
const mostNumber = 9_999_999;

try {
  const options = readOptions(example, {
    corpus: { type: 'string' },
    queries: { type: 'string' },
    topics: { type: 'string', multiple: true },
    size: { type: 'string', default: '0' },
    each: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    'corpus-seed': { type: 'string', default: '1' },
  });
  if (!options.corpus || !options.queries)
    throw new OperatorError(`缺少 --corpus 或 --queries。例如：${example}`);
  const topics = await topicsOf(options.topics);
  const size = readWhole('size', options.size, 0, mostNumber) || (options.topics ? topics.length : 10_000);
  const lessons = makeCorpus(topics, size, readWhole('corpus-seed', options['corpus-seed'], 0, mostNumber));
  const seed = readWhole('seed', options.seed, 0, mostNumber);
  const queries = makeJudgedSet(lessons, {
    seed,
    queriesOfKind: readWhole('each', options.each, 1, mostNumber),
  });
  await writeLines(options.corpus, lessons);
  await writeLines(options.queries, queries);
  console.log(`已写入 ${lessons.length} 节课、${queries.length} 条查询。`);
} catch (error) {
  console.error(explainFailure(error, '没有做成测量用的数据'));
  process.exitCode = 2;
}

function writeLines(path: string, values: readonly object[]): Promise<void> {
  return writeFile(path, `${values.map((value) => JSON.stringify(value)).join('\n')}\n`);
}
