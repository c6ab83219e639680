import type { JobChange } from '../../../app/domain/job/tracked-job.ts';
import type { Update } from '../../../app/domain/notification/update.ts';

const change: JobChange = {
  kind: 'state',
  to: 'FAILED',
  at: 0,
  observedAt: 0,
  createTime: 0,
  errorAwaited: true,
  restarts: 0,
};

/** A failure whose reason is still awaited. */
export const failed = { kind: 'job', change } as const satisfies Update;
