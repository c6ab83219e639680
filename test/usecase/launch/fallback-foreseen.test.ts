// What a preview foresees of a template's fallbacks: what would stop each as things stand.

import { beforeEach, describe, expect, test } from 'vitest';
import { createPriceList, type Price } from '../../../app/domain/cost/price-list.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { createHarness, type Harness } from '../harness.ts';
import { fallback } from './fallback-steps.ts';

const east = { project: 'ml-prod', location: 'us-east1' };
const dear = { machineSpec: { machineType: 'n1-standard-8' } };
const unknown = { machineSpec: { machineType: 'n2-standard-4' } };
const cheap = { machineSpec: { machineType: 'n1-standard-2' } };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  const price = (resource: Price['resource'], cents: number): Price => ({
    ...{ basis: 'standard', resource, regions: ['us-central1', 'us-east1'] },
    hourly: BigInt(cents) * 10_000_000n,
  });
  bot.prices.list = createPriceList([
    price({ kind: 'vcpu', series: 'n1' }, 10),
    price({ kind: 'memory', series: 'n1' }, 0),
    price({ kind: 'disk', type: 'pd-ssd' }, 0),
  ]);
  bot.deps.targets.push(east);
  bot.file.targets = ['ml-prod/us-central1'];
});

const look = async (text = 'launch hello dry-run') => {
  const answer = await bot.decided(bot.type(text));
  if (answer?.kind !== 'dry-run') throw new Error(JSON.stringify(answer));
  return answer;
};
const said = async () => {
  const context = { now: bot.now(), command: '/job', token: 't' };
  const { text } = renderAnswer(await look(), context);
  return text
    .split('\n')
    .filter((line) => /^(?:•|⤵️|That is how|The launch itself|[🚫🔒])/u.test(line));
};
const lock = (scope: { readonly location: string }) =>
  bot.store.transaction((tx) =>
    tx.locks.set({
      ...{ scope: { kind: 'place', ...scope }, reason: 'maintenance' },
      ...{ by: 'U1', channel: 'C1' },
    }),
  );

test('nothing stops one that is free', async () => {
  bot.file.fallback = fallback;
  const { ladder, stops, foreseen } = await look();
  expect(ladder?.rungs).toHaveLength(3);
  expect({ stops, foreseen }).toEqual({ stops: [undefined, undefined], foreseen: undefined });
});

test('none are foreseen where there are none', async () => {
  expect((await look()).stops).toBeUndefined();
});

test('a limit stops the one that is above it, and no other', async () => {
  bot.setPolicy({ limits: { perHour: 0.5 } });
  bot.file.fallback = [dear, cheap];
  expect(await look()).toMatchObject({
    foreseen: undefined,
    stops: [{ kind: 'costs-too-much' }, undefined],
  });
  expect(await said()).toEqual([
    '⤵️ If Vertex has no capacity for it, these are tried next, in this order:',
    expect.stringMatching(/^• .*n1-standard-8, ≈ \$0\.80\/h: 🚫 would not be tried\. .*\$0\.50/),
    expect.stringMatching(/^• .*n1-standard-2, ≈ \$0\.20\/h: nothing is in its way$/),
    'That is how things stand now. Each is checked again when its turn comes.',
  ]);
});

test('a lock stops the one in its place', async () => {
  bot.file.fallback = [{ target: 'ml-prod/us-east1' }, cheap];
  await lock({ location: 'us-east1' });
  expect(await look()).toMatchObject({
    foreseen: undefined,
    stops: [{ kind: 'locked' }, undefined],
  });
  expect((await said())[1]).toMatch(/us-east1, .*: 🔒 would not be tried: launches in us-east1 /);
});

test('a budget stops the one that does not fit', async () => {
  bot.setPolicy({ limits: { budgets: [{ of: 'all', month: 2 }] } });
  bot.file.fallback = [dear, cheap];
  expect(await look('launch hello max-time=4h dry-run')).toMatchObject({
    foreseen: undefined,
    stops: [{ kind: 'over-budget' }, undefined],
  });
});

describe('of a launch that would be refused, none is tried:', () => {
  const none = async () => {
    const { foreseen, ladder, stops } = await look();
    expect({ foreseen, stops }).toMatchObject({ foreseen: { kind: 'refused' }, stops: undefined });
    expect(ladder?.rungs.length).toBeGreaterThan(1);
    return said();
  };
  const itself = 'The launch itself would be refused, so none is tried.';

  test('by a limit that a fallback would keep', async () => {
    bot.setPolicy({ limits: { perHour: 0.3 } });
    bot.file.fallback = [cheap];
    expect(await none()).toEqual([
      '⤵️ If Vertex has no capacity for it, this is tried next:',
      expect.stringMatching(/^• .*n1-standard-2, ≈ \$0\.20\/h$/),
      itself,
      expect.stringMatching(/^🚫 It would be refused now\. .*\$0\.40/),
    ]);
  });

  test('by an account that is not listed', async () => {
    bot.setPolicy({ runAs: ['trainer@ml-prod.iam.gserviceaccount.com'] });
    bot.file.fallback = [cheap];
    expect(await none()).toContain(itself);
  });

  test('by a lock, with a fallback that would take an approval', async () => {
    bot.setPolicy({
      roles: { lead: { people: ['U0BO'] } },
      limits: { perHour: 5, unknown: 'approve' },
      grants: { approve: ['lead'] },
    });
    bot.file.fallback = [{ target: 'ml-prod/us-east1', ...unknown }];
    await lock({ location: 'us-central1' });
    expect((await none()).join('\n')).not.toContain('launch it again');
  });

  test('as nobody could approve it', async () => {
    bot.setPolicy({
      roles: { lead: { people: ['U0ANA'] } },
      limits: { perHour: 5, unknown: 'approve' },
      grants: { approve: ['lead'] },
    });
    bot.file.fallback = [unknown];
    expect((await none()).join('\n')).not.toContain('launch it again');
  });
});

test('an unknown price stops none that an approval covers, and any other', async () => {
  bot.file.fallback = [unknown];
  bot.setPolicy({ limits: { perHour: 5, unknown: 'refuse' } });
  expect(await look()).toMatchObject({ foreseen: undefined, stops: [{ kind: 'price-unknown' }] });
  const roles = { lead: { people: ['U0BO'] } };
  bot.setPolicy({
    roles,
    limits: { perHour: 5, unknown: 'approve' },
    grants: { approve: ['lead'] },
  });
  expect(await look()).toMatchObject({
    foreseen: { kind: 'needs-approval' },
    stops: [undefined],
  });
});
