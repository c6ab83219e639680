import { describe, expect, test } from 'vitest';
import type { Cost } from '../../../app/domain/cost/cost.ts';
import type { Estimate } from '../../../app/domain/cost/estimate.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { below } from '../below.ts';
import { changeOf, context, jobOf, launchOf, t0 } from '../samples.ts';

const minute = 60_000;
const hourly = (cents: number): Cost => ({ known: true, hourly: BigInt(cents) * 10_000_000n });
const unknown = (why: string): Cost => ({ known: false, why });
const dollar: Estimate = { total: hourly(98), pools: [hourly(98)] };
const noPrice: Estimate = {
  total: unknown('no price of g2 vCPUs is on the list'),
  pools: [unknown('no price of g2 vCPUs is on the list')],
};

const pool = (machineType: string, replicaCount = '1') => ({
  replicaCount,
  machineSpec: { machineType },
  containerSpec: { imageUri: 'i' },
});
const spec = (...pools: readonly object[]) => ({ workerPoolSpecs: pools });
const g2 = spec({
  ...pool('g2-standard-8'),
  machineSpec: { machineType: 'g2-standard-8', acceleratorType: 'NVIDIA_L4', acceleratorCount: 1 },
});
const launch = (jobSpec: Readonly<Record<string, unknown>>, estimate?: Estimate) =>
  launchOf('resnet', { body: { displayName: 'resnet', jobSpec }, estimate });
const ended = {
  state: 'SUCCEEDED',
  endTime: t0 + 60 * minute,
  stateSince: t0 + 60 * minute,
} as const;

/** The card below its two first lines. */
function card(of: ReturnType<typeof launch>, more: Parameters<typeof jobOf>[1] = {}) {
  return renderCard({ launch: of, job: jobOf('resnet', more) }, context)
    .text.split('\n')
    .slice(2);
}

describe('a card', () => {
  test('tells the hourly estimate beside the machine, and what it is', () => {
    expect(card(launch(g2, dollar))).toEqual([
      '1 × g2-standard-8 + 1 × NVIDIA_L4 ≈ $0.98/h at list price',
    ]);
  });

  test('of a job that has ended tells what the run came to: nothing of it before', () => {
    expect(card(launch(g2, dollar), ended)).toEqual([
      '1 × g2-standard-8 + 1 × NVIDIA_L4 ≈ $0.98/h, about $0.88 for the run at list price',
    ]);
    expect(card(launch(g2, dollar), { ...ended, restarts: 1 })[0]).toContain(
      ', up to $0.88 for the run ',
    );
    expect(card(launch(g2, dollar), { ...ended, startTime: undefined })).toEqual(
      card(launch(g2, dollar)),
    );
  });

  test('says of what is not known that it is not, and why', () => {
    const line =
      '1 × g2-standard-8 + 1 × NVIDIA_L4 · cost not known: no price of g2 vCPUs is on the list';
    expect(card(launch(g2, noPrice))).toEqual([line]);
    expect(card(launch(g2, noPrice), ended)).toEqual([line]);
  });

  test('of several pools has a line for each, and one for all', () => {
    const two = spec(pool('n1-standard-16'), {}, pool('n1-standard-8', '4'));
    const known = { total: hourly(500), pools: [hourly(100), hourly(400)] };
    expect(card(launch(two, known))).toEqual([
      '1 × n1-standard-16 ≈ $1.00/h',
      '4 × n1-standard-8 ≈ $4.00/h',
      'In all: ≈ $5.00/h at list price',
    ]);
    const half = { total: unknown('so'), pools: [hourly(100), unknown('so')] };
    expect(card(launch(two, half), ended)).toEqual([
      '1 × n1-standard-16 ≈ $1.00/h',
      '4 × n1-standard-8 · cost not known',
      'In all: cost not known: so',
    ]);
  });

  test('of many pools tells the whole only', () => {
    const pools = [1, 2, 4, 8, 16].map((size) => pool(`n1-standard-${size}`));
    const each = pools.map(() => hourly(100));
    const [line, ...rest] = card(launch(spec(...pools), { total: hourly(500), pools: each }));
    expect(line).toMatch(/^5 replicas in 5 worker pools: .* ≈ \$5\.00\/h at list price$/);
    expect(rest).toEqual([]);
  });

  test('of a launch from before there were estimates is as it was', () => {
    expect(card(launch(g2))).toEqual(['1 × g2-standard-8 + 1 × NVIDIA_L4']);
  });
});

describe('a reply that tells an end', () => {
  const told = (estimate: Estimate | undefined, more: object = {}) => {
    const end = { endTime: t0 + 60 * minute, at: t0 + 60 * minute, ...more };
    const update = { kind: 'job', change: changeOf('SUCCEEDED', end) } as const;
    const value = {
      updates: [update],
      card: { launch: launch(g2, estimate), job: jobOf('resnet') },
      possiblyRepeated: false,
    };
    return below(renderReply(value, context).text).split('\n')[0];
  };

  test('has the estimate of the run', () => {
    expect(told(dollar)).toBe('Succeeded after 54 min, for about $0.88 at list price.');
    expect(told(dollar, { restarts: 2 })).toContain(
      ' in 3 attempts, breaks included, for up to $0.88 ',
    );
    expect(told(noPrice)).toBe('Succeeded after 54 min, cost not known.');
  });

  test('says nothing of money for a job that never ran', () => {
    expect(told(dollar, { startTime: undefined })).not.toContain('$');
  });
});

test('a dry run shows the estimate before the spec', () => {
  const { template, target, body } = launch(g2, dollar);
  const answer = {
    kind: 'dry-run',
    template,
    target,
    body,
    parameters: {},
    estimate: dollar,
  } as const;
  const [, second] = renderAnswer(answer, context).text.split('\n');
  expect(second).toBe('1 × g2-standard-8 + 1 × NVIDIA_L4 ≈ $0.98/h at list price');
});

describe('what an hour costs is said before it is bought', () => {
  const confirmOf = (estimate: Estimate | undefined) => {
    const { blocks } = renderCard(
      { launch: launch(g2, estimate), job: jobOf('resnet', ended) },
      context,
    );
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const rerun = buttons.find((one) => one.type === 'button' && one.action_id === 'rerun');
    return rerun?.type === 'button' ? rerun.confirm?.text.text : undefined;
  };

  test('in the question of a re-run', () => {
    expect(confirmOf(dollar)).toBe(
      'The same job again, 1 × g2-standard-8 + 1 × NVIDIA_L4: ≈ $0.98/h at list price.',
    );
    expect(confirmOf(noPrice)).toContain(': cost not known: no price of g2 vCPUs is on the list.');
  });

  test('in the answer to a launch', () => {
    const answer = { kind: 'launch-stored', handle: 'a3f9', displayName: 'resnet' } as const;
    expect(renderAnswer({ ...answer, estimate: dollar }, context).text).toMatch(
      /^Launching resnet as a3f9, ≈ \$0\.98\/h at list price\./,
    );
  });
});
