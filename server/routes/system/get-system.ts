import { SystemStatus } from '../../contract/system.ts';
import { describeBackups } from '../../operations/backup/describe-backups.ts';
import { readSystemStatus } from '../../operations/system/read-system-status.ts';
import { defineRoute } from '../../route.ts';

export const getSystem = defineRoute({
  method: 'GET',
  path: '/api/system',
  summary: 'How the installation stands: problems, disk, jobs, workers, search, versions',
  rule: 'system.see',
  answer: SystemStatus,
  async handle({ context, language }) {
    return readSystemStatus(context, language, await describeBackups(context));
  },
});
