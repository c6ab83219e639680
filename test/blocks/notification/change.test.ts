import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Advice } from '../../../app/domain/notification/advice.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { readChoiceValue } from '../../../blocks/kit/value/choice-value.ts';
import { readPlaceValue } from '../../../blocks/kit/value/place-value.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { below } from '../below.ts';
import { changeOf, context, jobOf, launchOf, t0 } from '../samples.ts';

const minute = 60_000;
const launch = launchOf('resnet');
const cancel = {
  id: 'c1',
  requestKey: 'button:1',
  state: 'done',
  handle: 'a3f9',
  requester: { userId: 'U0BO', teamId: 'T1', channel: 'C0JOBS' },
  requestedAt: t0,
  attempts: 1,
} as const;

/** What a reply about these changes says, a line each. */
function told(card: object, ...updates: readonly Update[]): readonly string[] {
  const value = {
    updates,
    card: { launch, job: jobOf('resnet'), ...card },
    possiblyRepeated: false,
  };
  return below(renderReply(value, context).text).split('\n');
}
const change = (...args: Parameters<typeof changeOf>): Update => ({
  kind: 'job',
  change: changeOf(...args),
});

describe('a job that runs', () => {
  test('for the first time says how long it waited', () => {
    expect(told({}, change('RUNNING', { from: 'PENDING', fromSince: t0 + minute }))).toEqual([
      'Running after 6 min of waiting.',
    ]);
  });

  test.each(['HIBERNATING', 'PAUSED', 'UPDATING'])('again after %s says just that', (from) => {
    const again = change('RUNNING', { from, fromSince: t0 + 8 * minute });
    expect(told({}, again)).toEqual(['Running again.']);
  });

  test('again after it lost its machines counts the restart', () => {
    const again = change('RUNNING', { from: 'PENDING', fromSince: t0 + 4 * minute, restarts: 2 });
    expect(told({}, again)).toEqual(['Running again after 2 min without machines (restart 2).']);
  });
});

describe('a job without machines', () => {
  const second = 1_000;
  const ran = { startTime: t0, createTime: t0 };
  const step = (to: string, from: string, seconds: number, more = {}): Update =>
    change(to, {
      ...ran,
      from,
      fromSince: t0 + (seconds - 3) * second,
      at: t0 + seconds * second,
      observedAt: t0 + seconds * second,
      ...more,
    });
  test('was interrupted once, and waits on in whatever state', () => {
    const lost = step('QUEUED', 'RUNNING', 3);
    expect(told({}, lost)).toEqual([
      'Interrupted after 3 s of running: waiting for quota. Vertex restarts it by itself.',
    ]);
    expect(told({}, step('PENDING', 'QUEUED', 6))).toEqual(['Provisioning (queued 3 s).']);
    expect(told({}, step('QUEUED', 'PENDING', 6))).toEqual(['Waiting for quota.']);
    expect(told({}, step('QUEUED', 'PAUSED', 6))).toEqual(['Waiting for quota.']);
  });

  test('that ran unseen was interrupted after nobody knows how long', () => {
    const unseen = step('PENDING', 'QUEUED', 9, { startTime: t0 + 7 * second });
    const updated = step('PENDING', 'UPDATING', 9);
    const said = 'Interrupted: provisioning. Vertex restarts it by itself.';
    expect([unseen, updated].map((one) => told({}, one))).toEqual([[said], [said]]);
  });

  test('had none since it lost them, in however many states it waited', () => {
    const phases = ['RUNNING', 'QUEUED', 'PENDING', 'RUNNING', 'PENDING'].map((state, nth) => ({
      state,
      since: t0 + nth * 3 * second,
    }));
    const job = jobOf('resnet', { phases });
    expect(told({ job }, step('RUNNING', 'PENDING', 9, { restarts: 1 }))).toEqual([
      'Running again after 6 s without machines (restart 1).',
    ]);
  });
});

describe('an end', () => {
  const end = { endTime: t0 + 60 * minute, at: t0 + 60 * minute };
  const waited = 'waiting 6 min · running 54 min · 1 h in all';
  test('says how long it ran and waited', () => {
    expect(told({}, change('SUCCEEDED', end))).toEqual(['Succeeded after 54 min.', waited]);
    expect(told({}, change('SUCCEEDED', { ...end, restarts: 1 }))).toEqual([
      'Succeeded after 54 min in 2 attempts, breaks included.',
      'waiting 6 min · running 54 min in 2 attempts, breaks included · 1 h in all',
    ]);
    const never = change('EXPIRED', { ...end, startTime: undefined });
    expect(told({}, never)).toEqual(['<@U0ANA> Expired after 1 h without running.']);
  });

  test('says what it went through, if that was observed', () => {
    const phases = [
      { state: 'QUEUED', since: t0 },
      { state: 'PENDING', since: t0 + minute },
      { state: 'RUNNING', since: t0 + 6 * minute },
      { state: 'SUCCEEDED', since: t0 + 60 * minute },
    ];
    const job = jobOf('resnet', { state: 'SUCCEEDED', phases });
    expect(told({ job }, change('SUCCEEDED', end))).toEqual([
      'Succeeded after 54 min.',
      'queued 1 min · pending 5 min · running 54 min · 1 h in all',
    ]);
    // A card that is newer than what is told (its reason came, say) is no witness.
    expect(told({ job }, change('FAILED', end))[1]).toBe(waited);
  });

  test('that came before a cancel took effect says so to who asked', () => {
    expect(told({ cancel }, change('SUCCEEDED', end))).toEqual([
      '<@U0BO> Succeeded before it could be cancelled, after 54 min.',
      waited,
    ]);
  });

  test('in failure is explained, with the code and Vertex’s own words', () => {
    const error = { code: 8, message: 'Replicas low on memory: workerpool0. Try again.' };
    expect(told({}, change('FAILED', { ...end, error }))).toEqual([
      '<@U0ANA> Failed after 54 min.',
      'Out of memory in workerpool0 (code 8). Try a smaller batch, or ask whoever maintains the template for a machine with more memory.',
      'Replicas low on memory: workerpool0. Try again.',
      waited,
    ]);
  });

  test('whose reason comes late is told once, complete', () => {
    const failed = change('FAILED', { ...end, errorAwaited: true });
    const error = { code: 3, message: 'exit 1' };
    const reason = change('FAILED', { ...end, kind: 'reason', error });
    expect(told({}, failed, reason)).toEqual([
      '<@U0ANA> Failed after 54 min.',
      'exit 1 (code 3)',
      waited,
    ]);
  });
});

test('a job found after a lost answer is told with who launched it, and from what', () => {
  const job = { projectNumber: '1', location: 'l', id: '99' };
  const [line = ''] = told({}, { kind: 'launched', at: t0, job, adopted: true });
  expect(line).toContain(
    'Found the job of this launch: 99, launched by <@U0ANA> from resnet-train c0ffee1',
  );
});

test('what a program wrote last, as Vertex quotes it in an error, shows no secret', () => {
  const message =
    'The replica workerpool0-0 exited with a non-zero status of 1. Termination reason: Error. login failed, password=hunter2';
  const lines = told({}, change('FAILED', { error: { code: 3, message } }));
  expect(lines.join('\n')).toContain('password=[redacted]');
  expect(lines.join('\n')).not.toContain('hunter2');
});

describe('what is advised after a failure', () => {
  const stockout = { code: 8, message: 'Resources are insufficient in region: x. Try another.' };
  const replyTo = (advice?: Advice) => {
    const updates = [change('FAILED', { error: stockout })];
    const value = { updates, card: { launch, job: jobOf('resnet') }, possiblyRepeated: false };
    return renderReply({ ...value, advice }, context);
  };
  const place = (location: string) => ({
    target: { ...launch.target, location },
    estimate: { total: { known: true, hourly: 980_000_000n }, pools: [] } as const,
  });

  test('is also a button under a warning of long waiting, which says that both may run', () => {
    const limit = { warnAt: 0.8, act: 'tell', graceMs: 0, source: 'template', ms: 60_000 } as const;
    const update: Update = {
      ...{ kind: 'guard-warning', at: t0, stage: 'over', extendableMs: 0 },
      rule: { ...limit, kind: 'waiting' },
      measured: { kind: 'time', ms: 60_000, limitMs: 60_000 },
    };
    const value = { updates: [update], card: { launch, job: jobOf('resnet') } };
    const advice = { elsewhere: [place('r1')], mayEdit: false };
    const { text, blocks } = renderReply({ ...value, advice, possiblyRepeated: false }, context);
    expect(text).toContain(`Its template may also run in ${launch.target.project}/r1.`);
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(buttons).toMatchObject([
      { text: { text: 'Cancel now' } },
      {
        text: { text: 'Launch in r1' },
        confirm: {
          text: { text: expect.stringMatching(/ a3f9 goes on waiting until/) as unknown },
        },
      },
    ]);
  });

  test('is a button for each place where the template may run, with what an hour costs there', () => {
    const { text, blocks } = replyTo({ elsewhere: [place('r1'), place('r2')], mayEdit: false });
    const { project } = launch.target;
    expect(text).toContain(`Its template may also run in ${project}/r1, ${project}/r2.`);
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const [, first] = buttons;
    expect(first).toMatchObject({
      action_id: 'launch-elsewhere-0',
      text: { text: 'Launch in r1' },
      confirm: {
        text: { text: `The same is launched in ${project}/r1: ≈ $0.98/h at list price.` },
      },
    });
    const { value } = z.object({ value: z.string() }).parse(first);
    expect(readPlaceValue(value)).toMatchObject({
      handle: launch.handle,
      target: place('r1').target,
    });
  });

  test('is a button for the larger machine that the template allows, with what an hour costs on it', () => {
    const { estimate } = place('r1');
    const value = { parameter: 'machine', value: 'n1-standard-16' };
    const run = { ...value, machineType: 'n1-standard-16', estimate };
    const advice = { elsewhere: [], mayEdit: true, bigger: { next: 'n1-standard-16', run } };
    const { text, blocks } = replyTo(advice);
    expect(text).toContain(
      'Its template may also run on n1-standard-16, with 16 vCPUs and 60 GiB of memory, by machine=n1-standard-16: ≈ $0.98/h at list price.',
    );
    const [, button] = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(button).toMatchObject({
      action_id: 'launch-bigger',
      text: { text: 'Re-run on n1-standard-16, ≈ $0.98/h' },
      confirm: {
        text: {
          text: 'The same is launched on n1-standard-16, with 16 vCPUs and 60 GiB of memory: ≈ $0.98/h at list price.',
        },
      },
    });
    const carried = z.object({ value: z.string() }).parse(button).value;
    expect(readChoiceValue(carried)).toEqual({
      handle: launch.handle,
      token: context.token,
      ...value,
    });
  });

  test('or only says which machine would be next, and to who can how its template allows it', () => {
    const bigger = { next: 'g2-standard-12' };
    const { text, blocks } = replyTo({ elsewhere: [], mayEdit: true, bigger });
    expect(text).toContain(
      'The next larger machine is g2-standard-12, with 12 vCPUs and 48 GiB of memory, and the same GPUs. I offer it if a parameter of the template decides the machine type and has it among its choices.',
    );
    expect(JSON.stringify(blocks)).not.toContain('launch-bigger');
    expect(replyTo({ elsewhere: [], mayEdit: false, bigger }).text).not.toContain('choices');
  });

  test('names fields of the template only to those who can change it', () => {
    expect(replyTo({ elsewhere: [], mayEdit: true }).text).toContain('scheduling.strategy');
    const { text } = replyTo();
    expect(text).not.toContain('scheduling.strategy');
    expect(text).toContain('Launch it again later.');
    expect(text).not.toMatch(/may also run|another region/);
  });

  test('of a project without accelerators is not to ask who maintains the template', () => {
    const message =
      'List of found errors:\t1.Field: job_spec.worker_pool_specs[0].machine_spec.accelerator_count; Message: Accelerators are not supported for this project.\t';
    const refused: Update = {
      kind: 'launch-failed',
      at: t0,
      failure: { kind: 'user', message },
    };
    const lines = told({}, refused).join('\n');
    expect(lines).toContain('Ask whoever runs the project to check its billing account');
    expect(lines).not.toMatch(/template: ask|in=/);
  });
});
