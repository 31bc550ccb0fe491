import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { describeQueueContract } from './queue-contract.ts';

const shortestLeaseSeconds = { sqlite: 1, postgres: 10 };

describeOnEachDatabase('job queue', (_fresh, kind, newConfig) => {
  describeQueueContract(newConfig, shortestLeaseSeconds[kind]);
});
