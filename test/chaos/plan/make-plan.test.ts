import { describe, expect, test } from 'vitest';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';
import { createRandom } from './random.ts';

const plans = Array.from({ length: 300 }, (_, run) =>
  makePlan(7, run, run % 2 === 0 ? 'sqlite' : 'postgres'),
);
const actsOf = ({ acts }: Plan) => acts.map(({ act }) => act);

describe('a plan', () => {
  test('is the same for the same seed, run and database', () => {
    expect(makePlan(1, 2, 'postgres')).toEqual(makePlan(1, 2, 'postgres'));
  });

  test.each([
    ['seed', makePlan(2, 2, 'postgres')],
    ['run', makePlan(1, 3, 'postgres')],
  ])('is another for another %s', (_, other) => {
    expect(other.acts).not.toEqual(makePlan(1, 2, 'postgres').acts);
  });

  test('starts one bot on SQLite, and on PostgreSQL up to three', () => {
    const replicas = (database: Plan['database']) =>
      new Set(plans.filter((plan) => plan.database === database).map((plan) => plan.replicas));
    expect([...replicas('sqlite')]).toEqual([1]);
    expect([...replicas('postgres')].sort()).toEqual([1, 2, 3]);
  });

  test('uses HTTP for a single bot only: the sandbox sends to one address', () => {
    const http = plans.filter(({ mode }) => mode === 'http');
    expect(http.length).toBeGreaterThan(0);
    expect(http.filter(({ replicas }) => replicas > 1)).toEqual([]);
  });

  test('gives every launch a name of its own, and begins at once', () => {
    for (const plan of plans) {
      const tags = actsOf(plan).flatMap((act) => (act.do === 'launch' ? act.tag : []));
      expect(new Set(tags).size).toBe(tags.length);
      expect(plan.acts[0]?.atMs).toBe(0);
    }
  });

  test('kills and stops only bots that exist', () => {
    for (const plan of plans) {
      for (const act of actsOf(plan)) {
        if ('replica' in act) expect(act.replica).toBeLessThan(plan.replicas);
      }
    }
  });

  test.each([
    'save-template',
    'watch',
    'open-home',
    'set-channel',
    'leave',
    'lock',
    'launch-gated',
    'launch-laddered',
  ] as const)('has %s in some of the runs only, so that no run gets much longer', (kind) => {
    const some = plans.filter((plan) => actsOf(plan).some((act) => act.do === kind));
    expect(some.length / plans.length).toBeGreaterThan(0.18);
    expect(some.length / plans.length).toBeLessThan(0.37);
  });

  test('has nobody leave a channel without a launch of theirs', () => {
    for (const plan of plans) {
      for (const act of actsOf(plan)) {
        if (act.do !== 'leave') continue;
        const launches = actsOf(plan).filter((one) => one.do === 'launch');
        expect(launches).toContainEqual(
          expect.objectContaining({ user: act.user, channel: act.channel }),
        );
      }
    }
  });

  test('has each kind of act in some run', () => {
    const done = new Set(plans.flatMap(actsOf).map((act) => act.do));
    expect([...done].sort()).toEqual([
      'approve',
      'cancel',
      'cancel-laddered',
      'change-template',
      'create-external-job',
      'cut-socket',
      'delete-job',
      'delete-root',
      'deny',
      'edit',
      'extend',
      'form',
      'kick',
      'kill',
      'launch',
      'launch-gated',
      'launch-guarded',
      'launch-laddered',
      'launch-limited',
      'launch-template',
      'leave',
      'list-lag',
      'lock',
      'lose-google-token',
      'mention',
      'open-home',
      'redeliver',
      'redeliver-late',
      'repeat',
      'rerun',
      'revoke',
      'save-template',
      'sequence',
      'set-channel',
      'slack-fault',
      'slack-outage',
      'small-pages',
      'stop',
      'term',
      'token-failures',
      'unlock',
      'unwatch',
      'vertex-fault',
      'vertex-outage',
      'watch',
    ]);
  });
});

test('the random numbers are evenly distributed', () => {
  const random = createRandom(1);
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 4_000; draw++) {
    const face = random.int(0, 3);
    counts[face] = (counts[face] ?? 0) + 1;
  }
  for (const count of counts) expect(count).toBeGreaterThan(900);
});
