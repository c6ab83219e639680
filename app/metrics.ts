import { collectDefaultMetrics, Counter, type Registry } from 'prom-client';
import { formatTarget, type Target } from './domain/job/job.ts';

/** Counters by outcome. */
export type Metrics = {
  readonly poll: (target: Target, outcome: string) => void;
  readonly launch: (outcome: string) => void;
  readonly cancel: (outcome: string) => void;
  readonly delivery: (outcome: string) => void;
  readonly notice: (outcome: string) => void;
};

/** Registers the bot's counters, and what is told of any process. */
export function createMetrics(registry: Registry): Metrics {
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `vertex_job_bot_${name}`, help, labelNames, registers: [registry] });
  const polls = counter('sweeps_total', 'Looks at a target', ['target', 'outcome']);
  const launches = counter('launches_total', 'Launches by what Vertex answered', ['outcome']);
  const cancels = counter('cancels_total', 'Cancels by what Vertex answered', ['outcome']);
  const deliveries = counter('deliveries_total', 'Messages by how they ended', ['outcome']);
  const notices = counter('notices_total', 'Direct messages owed, by what came of them', [
    'outcome',
  ]);
  return {
    poll: (target, outcome) => polls.inc({ target: formatTarget(target), outcome }),
    launch: (outcome) => launches.inc({ outcome }),
    cancel: (outcome) => cancels.inc({ outcome }),
    delivery: (outcome) => deliveries.inc({ outcome }),
    notice: (outcome) => notices.inc({ outcome }),
  };
}
