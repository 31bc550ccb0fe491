import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AppContext } from '../context.ts';
import { countJobs } from '../db/jobs.ts';
import { checkMediaStore } from './check-media-store.ts';
import { readDisks } from './system/read-disks.ts';

/** Of this process alone, as Prometheus wants it: the counts of several are added up where they are read. */
const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: 'qianke_' });

const requests = new Counter({
  name: 'qianke_http_requests_total',
  help: 'Answered requests by route and status class',
  labelNames: ['method', 'route', 'status'] as const,
  registers: [registry],
});
const durations = new Histogram({
  name: 'qianke_http_request_seconds',
  help: 'Seconds from the request to the end of its answer, by route',
  labelNames: ['method', 'route'] as const,
  buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
  registers: [registry],
});
const jobs = new Gauge({
  name: 'qianke_jobs',
  help: 'Jobs by kind and state',
  labelNames: ['kind', 'state'] as const,
  registers: [registry],
});
const searchPosition = new Gauge({
  name: 'qianke_search_position',
  help: 'Number of the last change that a search engine knows',
  labelNames: ['engine'] as const,
  registers: [registry],
});
const feedHead = new Gauge({
  name: 'qianke_search_feed_head',
  help: 'Number of the newest change',
  registers: [registry],
});

const searchBehind = new Gauge({
  name: 'qianke_search_behind',
  help: 'Changes that a search engine does not know yet',
  labelNames: ['engine'] as const,
  registers: [registry],
});
const oldestWaiting = new Gauge({
  name: 'qianke_jobs_oldest_waiting_seconds',
  help: 'How long the longest-waiting job of a kind has waited',
  labelNames: ['kind'] as const,
  registers: [registry],
});
const diskFree = new Gauge({
  name: 'qianke_disk_free_bytes',
  help: 'Room on the disk of the data, of the media, or of both',
  labelNames: ['holds'] as const,
  registers: [registry],
});
const storeUp = new Gauge({
  name: 'qianke_media_store_up',
  help: '1 when the media store can be used',
  registers: [registry],
});
const reserved = new Gauge({
  name: 'qianke_uploads_reserved_bytes',
  help: 'Room that the uploads under way will still need',
  registers: [registry],
});

/** Counts an answered request; `route` is the pattern, so that ids make no series of their own. */
export function observeRequest(about: {
  method: string;
  route: string;
  status: number;
  seconds: number;
}): void {
  const { method, route, status, seconds } = about;
  requests.inc({ method, route, status: `${Math.floor(status / 100)}xx` });
  durations.observe({ method, route }, seconds);
}

/** Everything measured, in Prometheus' text format; jobs and search as they are now. */
export async function readMetrics(
  context: Pick<
    AppContext,
    'database' | 'search' | 'config' | 'uploads' | 'clock' | 'mediaStore' | 'problems'
  >,
): Promise<{ contentType: string; text: string }> {
  const { database, search } = context;
  const [counts, engines, { disks, uploads }, storeProblem] = await Promise.all([
    countJobs(database.db),
    search.status(),
    readDisks(context),
    checkMediaStore(context),
  ]);
  storeUp.set(storeProblem ? 0 : 1);
  jobs.reset();
  oldestWaiting.reset();
  for (const { kind, state, oldest } of counts)
    if (state === 'queued')
      oldestWaiting.set({ kind }, Math.max(0, (Date.now() - Date.parse(oldest)) / 1000));
  for (const { holds, freeBytes } of disks) diskFree.set({ holds: holds.join('+') }, freeBytes);
  reserved.set(uploads.reservedBytes);
  for (const count of counts) jobs.set({ kind: count.kind, state: count.state }, Number(count.jobs));
  for (const { engine, position, head } of engines) {
    searchPosition.set({ engine }, position ?? 0);
    feedHead.set(head);
    searchBehind.set({ engine }, Math.max(0, head - (position ?? 0)));
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}
