import { expect, test } from 'vitest';
import { makePlan } from './make-plan.ts';
import type { Act } from './plan.ts';
import { planTalk } from './talk.ts';
import { talkPlaces } from './setup.ts';

const plans = Array.from({ length: 400 }, (_, run) => makePlan(11, run, 'sqlite'));
const talkOf = (acts: readonly { readonly act: Act }[]) =>
  acts
    .map(({ act }) => act)
    .filter((act) => ['mention', 'edit', 'form', 'redeliver-late'].includes(act.do));

test('each kind of message is in some of the runs, and not in all', () => {
  for (const kind of ['mention', 'edit', 'form', 'redeliver-late']) {
    const having = plans.filter(({ acts }) => acts.some(({ act }) => act.do === kind));
    const most = kind === 'mention' ? 0.65 : 0.4;
    expect(having.length / plans.length, kind).toBeGreaterThan(0.25);
    expect(having.length / plans.length, kind).toBeLessThan(most);
  }
});

test('messages have a random stream of their own: they depend on the seed, the run and the launches alone', () => {
  const [plan] = plans;
  const talk = talkOf(plan?.acts ?? []);
  expect(talk).toEqual(talkOf(planTalk(11, 0, launchesOf(0)).toSorted((a, b) => a.atMs - b.atMs)));
});

function launchesOf(run: number) {
  const acts = plans[run]?.acts ?? [];
  return acts.flatMap(({ act }) =>
    act.do === 'launch' && !act.tag.endsWith('old') ? [{ act }] : [],
  );
}

test('people write where they are members, and each tag is launched by one act', () => {
  for (const { acts } of plans) {
    const tags = acts.flatMap(({ act }) => {
      if (act.do === 'launch' || act.do === 'form') return act.tag;
      if (act.do !== 'mention' && act.do !== 'edit') return [];
      const first = /^(?:@vertexjobs )?launch .*tag=(\S+)/.exec(act.text)?.[1];
      return first ?? [];
    });
    expect(new Set(tags).size).toBe(tags.length);
    for (const act of talkOf(acts)) {
      if (act.do !== 'edit' && act.do !== 'form') continue;
      const there = talkPlaces.find(({ channel }) => channel === act.channel);
      expect(there?.users).toContain(act.user);
    }
  }
});
