// With a policy file in force, every surface that launches asks the same: the person, the channel that the card is for, and the template.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../app/domain/permission/policy.ts';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { requester, createHarness, settings, target, type Harness } from '../harness.ts';

const prod = 'C0PROD';
const dm = 'D0BO';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** Who does what where; its key is on record. */
type Act = { readonly userId: string; readonly key: string };

const requestOf = ({ userId, key }: Act, channel = prod, more: object = {}) => ({
  ...{ key, trigger: `t-${key}` },
  requester: { ...requester, userId, channel, ...more },
});
const type = (text: string) => (act: Act) => bot.interactions.command(requestOf(act), '/job', text);
const say = (text: string, channel: string) => (act: Act) =>
  bot.interactions.hear(requestOf(act, channel), '/job', { text });
const press = (action: () => Action, channel?: string, more?: object) => (act: Act) =>
  bot.interactions.press(requestOf(act, channel, more), action());
const context = { channel: prod, template: 'hello', version: 'v1' };
const parameters = { steps: '9' };
const atHome = { atHome: true, window: { trigger: 't' } } as const;

/** A launch of `hello` in the channel with rules, made before there was a policy file. */
let earlier = '';
const nowhereElse = 'C0ELSEWHERE';

const surfaces: readonly (readonly [string, (act: Act) => Promise<unknown>])[] = [
  ['slash', type('launch hello steps=9')],
  ['slash, in another case', type('launch HELLO steps=9')],
  ['slash, a re-run', (act) => type(`rerun ${earlier}`)(act)],
  ['slash, a re-run with changes', (act) => type(`rerun ${earlier} steps=9`)(act)],
  ['mention', say('launch hello steps=9', prod)],
  ['direct message', say('launch hello steps=9', dm)],
  ['button [Run again]', press(() => ({ verb: 'rerun', handle: earlier }))],
  ['button [Run again] at Home', press(() => ({ verb: 'rerun', handle: earlier }), dm, atHome)],
  ['button [Launch elsewhere]', press(() => ({ verb: 'rerun-in', handle: earlier, target }))],
  [
    'button [Re-run on a larger machine]',
    press(() => ({ verb: 'rerun-bigger', handle: earlier, parameter: 'steps', value: '9' })),
  ],
  [
    'form, submitted',
    (act) => bot.interactions.submitForm(requestOf(act), context, { parameters }),
  ],
  [
    'form of a re-run, submitted',
    (act) =>
      bot.interactions.submitForm(requestOf(act), { ...context, rerun: earlier }, { parameters }),
  ],
  [
    'form at Home, submitted with a channel',
    (act) =>
      bot.interactions.submitForm(
        requestOf(act, dm, atHome),
        { ...context, channel: dm, home: true },
        { parameters, channel: prod },
      ),
  ],
];

const lead = { lead: { people: ['U0ANA'] } };
const strict = { launch: ['lead'] };
const factors = {
  grants: { roles: lead, grants: strict },
  channel: {
    roles: lead,
    channels: { [prod]: strict, [dm]: strict, default: { launch: ['members'] } },
  },
  template: { roles: lead, templates: { 'HELL*': strict } },
  'the channel’s templates': {
    channels: { [prod]: { templates: ['other-*'] }, [dm]: { templates: ['other-*'] } },
  },
} as const;

async function makeEarlier(by = 'U0BO'): Promise<void> {
  await bot.type('launch hello steps=7', by, 'earlier', prod);
  await bot.wait(3_000);
  bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.poll();
  earlier = (await launchOf('command:earlier'))?.handle ?? '';
  bot.answers.length = 0;
}

const launchOf = (key: string) => bot.store.transaction((tx) => tx.launches.byRequestKey(key));

/** How the record says it ended. */
const outcomeOf = (key: string) =>
  bot.store.transaction(async (tx) => {
    const row = (await tx.audit.byKey(`${key}:refused`)) ?? (await tx.audit.byKey(key));
    return row === undefined ? undefined : `${row.actor} ${row.verb}: ${row.outcome ?? ''}`;
  });

const words = (answers: readonly unknown[]) => JSON.stringify(answers);

describe.each(Object.entries(factors))('refused by %s', (factor, tree) => {
  beforeEach(async () => {
    await makeEarlier();
    bot.setPolicy(tree);
  });

  test.each(surfaces)('%s', async (_, act) => {
    const refused = await act({ userId: 'U0BO', key: 'k1' });
    expect(await launchOf('k1')).toBeUndefined();
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(1);
    expect(await outcomeOf('k1')).toMatch(/^U0BO launch: refused/);
    expect(words([refused, ...bot.answers])).toMatch(/not-granted|template-not-here/);
  });

  test.each(surfaces)('%s, by somebody whom Slack has still to tell about', async (_, act) => {
    bot.remembers.value = false;
    await act({ userId: 'U0BO', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(1);
    expect(await outcomeOf('k1')).toMatch(/^U0BO launch: refused/);
    expect(words(bot.answers)).toMatch(/not-granted|template-not-here/);
  });

  if (factor === 'the channel’s templates') return;
  test.each(surfaces)('%s launches for who may', async (_, act) => {
    await act({ userId: 'U0ANA', key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(2);
  });
});

const inGroup = { group: true } as const;
const kinds: readonly (readonly [string, string, Partial<Person> & { group?: true }, boolean])[] = [
  ['full member in the group', 'U0EVE', inGroup, true],
  ['full member of no role', 'U0EVE', {}, false],
  ['admin', 'U0EVE', { isAdmin: true }, false],
  ['guest in the group', 'U0EVE', { kind: 'guest', ...inGroup }, false],
  ['guest named by id', 'U0NAMED', { kind: 'guest' }, true],
  ['somebody from elsewhere in the group', 'U0EVE', { kind: 'outsider', ...inGroup }, false],
  ['somebody from elsewhere named by id', 'U0NAMED', { kind: 'outsider' }, true],
  ['bot named by id', 'U0NAMED', { kind: 'bot' }, false],
  ['deactivated account named by id', 'U0NAMED', { deactivated: true }, false],
];

describe(`${kinds.length * surfaces.length} cells of who launches where`, () => {
  const cells = kinds.flatMap(([kind, userId, { group, ...more }, may]) =>
    surfaces.map(([surface, act]) => [kind, surface, { userId, group, more, may, act }] as const),
  );

  test.each(cells)('%s: %s', async (_, __, { userId, group, more, may, act }) => {
    bot.people.add(userId, more);
    bot.groups.in.set('S0ML', group === true ? [userId] : []);
    const roles = { ml: { people: ['U0NAMED', 'U0BO'], groups: ['S0ML'] } };
    const grants = { view: ['ml'], launch: ['ml'] };
    bot.setPolicy({ roles, grants });
    // At Home, guests see only what is their own.
    await makeEarlier(may ? userId : 'U0BO');
    await act({ userId, key: 'k1' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(may ? 2 : 1);
    expect(await outcomeOf('k1')).toMatch(may ? /^U0\w+ launch: / : /^U0\w+ launch: refused/);
  });

  test('are all there', () => {
    expect(cells).toHaveLength(9 * 13);
  });
});

describe('asked again at the act', () => {
  const policies = Object.values(factors);

  test.each(policies)('a stored launch is refused by %j', async (tree) => {
    await bot.type('launch hello', 'U0BO', 'k1', prod);
    expect(await launchOf('command:k1')).toMatchObject({ state: 'requested' });
    bot.setPolicy(tree);
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(0);
    expect(bot.roots()).toHaveLength(0);
    expect(await launchOf('command:k1')).toMatchObject({ state: 'refused' });
    expect(await outcomeOf('command:k1')).toMatch(/^U0BO launch: refused/);
  });

  test.each(policies)('a launch that waits for its confirmation is refused by %j', async (tree) => {
    await bot.type('launch hello', 'U0BO', 'k1', prod);
    await bot.wait(3_000);
    const asked = await bot.type('launch hello', 'U0BO', 'k2', prod);
    expect(asked).toMatchObject({ kind: 'launch-needs-confirmation' });
    const held = await launchOf('command:k2');
    const confirm = press(() => ({ verb: 'launch-anyway', handle: held?.handle ?? '' }));
    bot.setPolicy(tree);
    await confirm({ userId: 'U0BO', key: 'k3' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(1);
    bot.setPolicy({});
    await confirm({ userId: 'U0BO', key: 'k4' });
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(2);
  });

  test.each(policies)('a lost launch is not launched again, by %j', async (tree) => {
    const lost = { kind: 'in-doubt', message: 'lost' } as const;
    bot.vertexScript.onCreate = { failure: lost, recorded: false };
    await bot.type('launch hello', 'U0BO', 'k1', prod);
    await bot.wait(settings.quarantineMs + 60_000);
    const first = await launchOf('command:k1');
    expect(first).toMatchObject({ state: 'unknown' });
    const action = { verb: 'launch-again', handle: first?.handle ?? '' } as const;
    bot.setPolicy(tree);
    // There, and from a channel without rules: the card is where the first one’s is.
    for (const [key, channel] of [
      ['k2', prod],
      ['k3', nowhereElse],
    ] as const) {
      await press(() => action, channel)({ userId: 'U0BO', key });
      await bot.wait(10_000);
      expect(bot.creates).toHaveLength(1);
      expect(await outcomeOf(key)).toMatch(/^U0BO launch: refused/);
    }
    bot.setPolicy({});
    await press(() => action, nowhereElse)({ userId: 'U0BO', key: 'k4' });
    await bot.wait(10_000);
    expect(bot.creates).toHaveLength(2);
  });
});

describe('a form', () => {
  beforeEach(() => makeEarlier());

  const shown = () => bot.shown.filter(({ kind }) => kind === 'launch-form');
  const opening: readonly (readonly [string, (act: Act) => Promise<unknown>])[] = [
    ['by name', press(() => ({ verb: 'launch-form', template: 'hello' }))],
    ['of a re-run', press(() => ({ verb: 'rerun-form', handle: earlier }))],
    [
      'for what was typed',
      press(() => ({ verb: 'fix-launch', draft: { template: 'hello', parameters: {} } })),
    ],
  ];

  test.each(
    opening.flatMap(([name, act]) =>
      Object.values(factors).map((tree) => [name, tree, act] as const),
    ),
  )('%s is not opened where %j refuses', async (_, tree, act) => {
    bot.setPolicy(tree);
    await act({ userId: 'U0BO', key: 'k1' });
    await bot.runUntilIdle();
    expect(shown()).toEqual([]);
    expect(await outcomeOf('k1')).toMatch(/^U0BO launch: refused/);
    bot.setPolicy({});
    await act({ userId: 'U0BO', key: 'k2' });
    await bot.runUntilIdle();
    expect(shown()).toHaveLength(1);
  });

  test('at Home is opened while no channel is chosen, and launches only where it may', async () => {
    bot.setPolicy(factors.channel);
    await press(
      () => ({ verb: 'launch-form', template: 'hello' }),
      dm,
      atHome,
    )({
      ...{ userId: 'U0BO', key: 'k1' },
    });
    await bot.runUntilIdle();
    expect(shown()).toHaveLength(1);
    const submit = (key: string, channel: string) =>
      bot.interactions.submitForm(
        requestOf({ userId: 'U0BO', key }, dm, atHome),
        { ...context, channel: dm, home: true },
        { parameters, channel },
      );
    await submit('k2', prod);
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(1);
    await submit('k3', nowhereElse);
    await bot.wait(3_000);
    expect(bot.creates).toHaveLength(2);
    expect((await launchOf('k3'))?.requester.channel).toBe(nowhereElse);
  });
});
