import { writeFile } from 'node:fs/promises';
import { judge, type Quality } from '../../search/bench/quality.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import { OperatorError } from '../operations/operator-error.ts';
import { readOptions } from '../operations/read-options.ts';
import { requireNode } from '../operations/require-node.ts';
import { openMeasuredSearch } from './search/open-measured-search.ts';
import { readCorpus, readQueries } from './search/read-corpus.ts';

// `npm run bench:search -- --corpus FILE --queries FILE --engine embedded --out FILE`: how well any corpus is
// searched with any judged set, the whole way from what was typed to what is shown. The last line is JSON.
requireNode(process.versions.node);

const example =
  'npm run bench:search -- --corpus corpus.jsonl --queries queries.jsonl --engine embedded --out answers.jsonl';
/** Asked beforehand and not measured: the first ones wait for what is loaded only once. */
const warmUp = 50;

try {
  const options = readOptions(example, {
    corpus: { type: 'string' },
    queries: { type: 'string' },
    engine: { type: 'string', default: 'embedded' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const { corpus: corpusPath, queries: queriesPath, engine } = options;
  if (!corpusPath || !queriesPath) throw new OperatorError(`缺少 --corpus 或 --queries。例如：${example}`);
  if (engine !== 'embedded' && engine !== 'meilisearch')
    throw new OperatorError(`--engine 只能是 embedded 或 meilisearch，不是 ${engine}`);

  const corpus = await readCorpus(corpusPath);
  const queries = await readQueries(queriesPath);
  await using measured = await openMeasuredSearch(engine, corpus);
  console.log(`正在为 ${corpus.size} 节课建立索引（${engine}）……`);
  const begun = performance.now();
  await measured.search.catchUp();
  console.log(
    `索引已建好，用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒；共 ${queries.length} 条查询。`,
  );

  for (const { q } of queries.slice(0, warmUp)) await measured.ask(q);
  const answers = [];
  for (const { q } of queries) answers.push(await measured.ask(q));
  if (options.out) {
    const lines = answers.map(({ ids }, index) => JSON.stringify({ q: queries[index]!.q, ids }));
    await writeFile(options.out, `${lines.join('\n')}\n`);
  }

  const { all, kinds } = judge(queries, answers);
  console.log('   recall@10      MRR   p50 ms   p99 ms  查询数  类别');
  for (const [kind, quality] of Object.entries(kinds)) console.log(rowOf(kind, quality));
  console.log(rowOf('全部', all));
  console.log(JSON.stringify({ engine, all, kinds }));
} catch (error) {
  console.error(explainFailure(error, '搜索测量失败'));
  process.exitCode = 2;
}

function rowOf(name: string, { recall10, mrr, p50, p99, queries }: Quality): string {
  const columns = [recall10.toFixed(3).padStart(12), mrr.toFixed(3).padStart(8)];
  const times = [p50.toFixed(1).padStart(8), p99.toFixed(1).padStart(8)];
  return [...columns, ...times, String(queries).padStart(6), ` ${name}`].join(' ');
}
