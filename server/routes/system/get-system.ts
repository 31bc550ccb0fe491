import { SystemStatus } from '../../contract/system.ts';
import { readSystemStatus } from '../../operations/system/read-system-status.ts';
import { defineRoute } from '../../route.ts';

export const getSystem = defineRoute({
  method: 'GET',
  path: '/api/system',
  summary: 'How the installation stands: problems, disk, jobs, workers, search, versions',
  rule: 'system.see',
  answer: SystemStatus,
  handle: ({ context, language }) => readSystemStatus(context, language),
});
