import type { KyselyPlugin } from 'kysely';
import { migrate } from '../migrate.ts';
import { type DatabaseConfig, openDatabase, type Trx } from '../open-database.ts';

// Migrates a database and is killed (SIGKILL, by itself) just before its nth statement in a transaction.
const [config = '', nth = ''] = process.argv.slice(2);
const database = openDatabase(JSON.parse(config) as DatabaseConfig);
let statements = 0;

const killer: KyselyPlugin = {
  transformQuery({ node }) {
    statements += 1;
    if (statements === Number(nth)) process.kill(process.pid, 'SIGKILL');
    return node;
  },
  transformResult: async ({ result }) => result,
};

await migrate({
  ...database,
  transaction: (work) => database.transaction((trx) => work(trx.withPlugin(killer) as Trx)),
});
await database.close();
console.log(statements);
