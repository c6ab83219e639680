import { describe, expect, test } from 'vitest';
import { mostOnHome, type HomePage, type Need } from '../../../app/domain/home/home.ts';
import { outlineOf } from '../../../app/domain/permission/viewer.ts';
import { checkView } from '../../../app/sandbox/slack/block-kit/check-view.ts';
import { objectsIn, toJson } from '../../../app/sandbox/shared/json.ts';
import { renderView } from '../../../app/sandbox/slack/render/render-message.ts';
import { homeFingerprint, renderHome } from '../../../blocks/home/home.ts';
import { homes, needs } from '../../gallery/exhibits/homes.ts';
import { ago, context, minute, now } from '../../gallery/exhibits/samples.ts';
import { jobOf, launchOf, templateOf } from '../samples.ts';
import { usesOf } from '../use-samples.ts';

type Open = Extract<HomePage, { kind: 'open' }>;

/** Throws where Slack would refuse it. */
const check = (page: HomePage) => checkView(toJson(renderHome(page, 'D0ANA', context)), 'home');
const directory: Parameters<typeof renderView>[1] = {
  people: new Map(['ana', 'bo', 'wanda'].map((name) => [`U0${name.toUpperCase()}`, { name }])),
  channels: new Map([
    ['C0MLJOBS', { name: 'ml-jobs' }],
    ['C0RESEARCH', { name: 'research' }],
  ]),
};
/** As it reads, wherever and whenever it is read. */
const text = (page: HomePage) =>
  renderView(check(page), directory)
    .replace(/\b(?:[A-Z][a-z]{2} \d{1,2}, \d{4}|today|yesterday|tomorrow)\b/g, 'DAY')
    .replace(/\d\d:\d\d/g, 'hh:mm');
const pageOf = (caption: string): Open => {
  const [, page] = homes.open.find(([one]) => one === caption) ?? [];
  if (page?.kind !== 'open') throw new Error(`no page ${caption}`);
  return page;
};
const usual = pageOf('An afternoon');

describe('Home', () => {
  test('of an afternoon', () => {
    expect(text(usual)).toMatchInlineSnapshot(`
      "What needs you
      ❌ *resnet gs://acme-data/imagenet lr=0.05* · Failed after 28 min   \`b8n5\`
      resnet-train 4eb1d45 · #ml-jobs · ml-prod/us-central1
      Out of memory in workerpool0 (code 8)
      [Re-run] [Logs] [⋯ Re-run with changes | Open in the console | Logs in the console]
      Your jobs
      🟢 *resnet gs://acme-data/imagenet lr=0.05* · Running since hh:mm   \`a3f9\`
      resnet-train 4eb1d45 · #ml-jobs · ml-prod/us-central1 · ≈ $1.01/h at list price
      [Cancel] [Logs] [⋯ Open in the console | Logs in the console]
      🟡 *resnet gs://acme-data/imagenet lr=0.05* · Pending since hh:mm   \`q2w6\`
      resnet-train 4eb1d45 · #ml-jobs · ml-prod/us-central1 · ≈ $1.01/h at list price
      [Cancel] [Logs] [⋯ Open in the console | Logs in the console]
      The team’s jobs
      🟢 \`t5h4\` *llama-tune 2000 steps* · Running since hh:mm · @bo · #research
      🟢 \`e9c3\` *resnet gs://acme-data/imagenet lr=0.05* · Running since hh:mm · @wanda · #ml-jobs
      What burns now
      *All that you see:* ≈ $406.15/h at list price for 3 jobs.
      *Yours:* ≈ $1.01/h at list price for 1 job.
      \`t5h4\` *llama-tune 2000 steps* · ≈ $404.14/h · @bo
      \`a3f9\` *resnet gs://acme-data/imagenet lr=0.05* · ≈ $1.01/h · @ana
      \`e9c3\` *resnet gs://acme-data/imagenet lr=0.05* · ≈ $1.01/h · @wanda
      Launch
      llama-tune v3 · Fine-tunes Llama on our tickets, on a chief and three workers [Launch]
      resnet-train 4eb1d45 · ResNet-50 on ImageNet [Launch]
      The last seven days
      *You:* about $41.72 for 9 jobs.
      *Everyone else:* up to $1,284.05 for 31 jobs.
      Not included: 2 jobs without a known price (0 of yours).
      A list-price estimate from DAY hh:mm to DAY hh:mm, running jobs included: not your bill.
      _Kept up to date until_ DAY hh:mm _at least. Open it again, or press something, for another hour._"
    `);
  });

  test('counts the team’s jobs in private channels, and names those of an outline by nothing', () => {
    const none = { items: [], more: 0 };
    const hidden = text({ ...usual, team: none, hidden: 2 });
    expect(hidden).toContain('The team’s jobs\n2 more that are not yours to see.\nWhat burns now');
    const outline = outlineOf({ launch: launchOf('tell-tale'), job: jobOf('tell-tale') });
    const needs = {
      items: [{ kind: 'overdue', card: outline, askedAt: ago(9) } as const],
      more: 0,
    };
    const page = { ...usual, needs, mine: none, team: { items: [outline], more: 0 } };
    expect(text(page)).not.toContain('tell-tale');
    expect(text(page)).toContain('*(private)* · Running since hh:mm · @ana · in a private channel');
    expect(text(page)).not.toMatch(/\[Logs\]|\[Re-run\]/);
  });

  test('offers what its person may launch, and says that there is more', () => {
    const some = { ...usual.templates, items: usual.templates.items.slice(1), others: 1 };
    expect(text({ ...usual, templates: some })).toContain(
      'ImageNet [Launch]\n1 more template is not yours to launch: `/job policy` says who may.\nThe last',
    );
    const none = { items: [], more: 0, others: 2 };
    expect(text({ ...usual, templates: none })).toContain(
      'Launch\nNo template here is yours to launch: `/job policy` says who may.\nThe last',
    );
  });

  test('where there is nothing yet', () => {
    expect(text(pageOf('Nothing yet'))).toMatchInlineSnapshot(`
      "What needs you
      Nothing needs you.
      Your jobs
      Nothing of yours is running.
      The team’s jobs
      Nobody else has a job running.
      What burns now
      Nothing that you can see.
      Launch
      llama-tune v3 · Fine-tunes Llama on our tickets, on a chief and three workers [Launch]
      resnet-train 4eb1d45 · ResNet-50 on ImageNet [Launch]
      The last seven days
      *You:* no job with a known cost ran.
      *Everyone else:* no job with a known cost ran.
      A list-price estimate from DAY hh:mm to DAY hh:mm, running jobs included: not your bill.
      _Kept up to date until_ DAY hh:mm _at least. Open it again, or press something, for another hour._"
    `);
  });

  test('where much needs somebody', () => {
    const page = pageOf('Much needs somebody');
    const [, all = ''] = /What needs you\n(.*)\nYour jobs/s.exec(text(page)) ?? [];
    expect(all).toMatchInlineSnapshot(`
      "❓ *resnet gs://acme-data/imagenet lr=0.05* · Not found   \`m7x2\`
      I found no job of this launch. Most likely none was made, but I can’t be certain: check the console before launching again.
      What went wrong: Vertex did not answer within 30 s.
      [Launch again] [Leave it]
      🟠 *resnet gs://acme-data/imagenet lr=0.05* · Cancelling since hh:mm   \`k4d8\`
      resnet-train 4eb1d45 · #ml-jobs · ml-prod/us-central1 · ≈ $1.01/h at list price
      Your cancel of DAY hh:mm has not ended it yet. I keep watching it; the console shows what it waits for.
      [Logs] [⋯ Open in the console | Logs in the console]
      🟢 *resnet gs://acme-data/imagenet lr=0.05* · Running since hh:mm   \`r3v1\`
      I can’t post about it in #research: Slack says \`not_in_channel\`. Invite me there again and I tell what was missed.
      [Logs]
      ❌ *resnet gs://acme-data/imagenet lr=0.05* · Failed after 28 min   \`b8n5\`
      resnet-train 4eb1d45 · #ml-jobs · ml-prod/us-central1
      Out of memory in workerpool0 (code 8)
      [Re-run] [Logs] [⋯ Re-run with changes | Open in the console | Logs in the console]"
    `);
  });

  test('of a guest is a sentence', () => {
    const [, page] = homes.closed[0] ?? [];
    expect(page && text(page)).toBe('Guests of this workspace can’t use me: ask a full member.');
  });

  test('names what was not read lately, and where the rest is', () => {
    expect(text(pageOf('A region that can’t be read'))).toContain(
      '⚠️ ml-prod/europe-west4 was last read',
    );
    const full = text(pageOf('More than it holds'));
    expect(full).toContain('14 more: `/job list mine`');
    expect(full).toContain('211 more: `/job list all`');
    expect(full).toContain('26 more: `/job template list`');
  });

  test('leaves money that is not known out, and says so', () => {
    expect(text(usual)).toContain('Not included: 2 jobs without a known price');
    const { mine } = usual.spending;
    const none = { ...mine, amount: 0n, jobs: 0 };
    const page: Open = { ...usual, spending: { ...usual.spending, mine: none } };
    expect(text(page)).toContain('*You:* no job with a known cost ran.');
  });
});

describe('a Home is the same as long as nothing has happened', () => {
  const later = { ...context, now: now + 5 * minute, token: 'another' };
  const elsewhere = { ...later, command: '/train' };

  test.each([...homes.open, ...homes.closed])('%s', (_, page) => {
    expect(homeFingerprint(page, elsewhere)).toBe(homeFingerprint(page, context));
    expect(JSON.stringify(renderHome(page, 'D', { ...later, token: context.token }))).toBe(
      JSON.stringify(renderHome(page, 'D', context)),
    );
  });

  test('whatever its budget’s sums may differ by, but not without the budget', () => {
    const own = pageOf('With a budget of one’s own');
    if (own.budget === undefined) throw new Error('no budget');
    const other: Open = { ...own, budget: { ...own.budget, spent: 1n, burning: 0n } };
    expect(homeFingerprint(other, context)).toBe(homeFingerprint(own, context));
    const without: Open = { ...own, budget: undefined };
    expect(homeFingerprint(without, context)).not.toBe(homeFingerprint(own, context));
    expect(text(own)).toContain('$412.80 of $500.00 spent · $60.00 promised · $27.20 left');
  });

  test('whatever a sum may differ by between two who read it', () => {
    const mine = { ...usual.spending.mine, amount: 1n };
    const other: Open = { ...usual, spending: { ...usual.spending, mine } };
    expect(homeFingerprint(other, context)).toBe(homeFingerprint(usual, context));
  });

  test('however the use of GPUs went, but for whether it has come', () => {
    const [known, unknown, pending] = [
      'How the jobs that burn use their GPUs',
      'The use of GPUs may not be read',
      'The use of GPUs is still being read',
    ].map((caption) => homeFingerprint(pageOf(caption), context));
    expect(known).toBe(unknown);
    expect(known).not.toBe(pending);
  });

  test('and another as soon as something has', () => {
    const card = usual.mine.items[0];
    if (card?.job === undefined) throw new Error('no job');
    const changed: readonly HomePage[] = [
      { ...usual, mine: { items: [{ ...card, job: { ...card.job, state: 'PAUSED' } }], more: 0 } },
      { ...usual, mine: { ...usual.mine, more: 1 } },
      { ...usual, needs: { items: [], more: 0 } },
      { ...usual, spending: { ...usual.spending, until: usual.spending.until + 10 * minute } },
      { ...usual, unread: [{ target: card.launch.target, lastGoodPollAt: ago(9) }] },
      { ...usual, keptUntil: usual.keptUntil + 10 * minute },
    ];
    const prints = [usual, ...changed].map((page) => homeFingerprint(page, context));
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe('the use of GPUs', () => {
  const lines = (caption: string) =>
    /What burns now\n([^]*)\nLaunch\n/
      .exec(text(pageOf(caption)))?.[1]
      ?.split('\n')
      .slice(2);

  test('is on average, as of when, and never 0 % if it isn’t known', () => {
    expect(lines('How the jobs that burn use their GPUs')).toEqual([
      expect.stringMatching(/^`t5h4` .* · ≈ \$404\.14\/h · GPU use 5% · @bo$/),
      expect.stringMatching(/^`a3f9` .* · ≈ \$1\.01\/h · GPU use not known · @ana$/),
      expect.stringMatching(/^`e9c3` .* · ≈ \$1\.01\/h · @wanda$/),
      'GPU use: on average in the last hours, as of hh:mm or later.',
      'Cloud Monitoring has no points of it yet; they come some minutes late.',
    ]);
  });

  test('is said to be missing, with what to do, and to be on its way', () => {
    const missing = lines('The use of GPUs may not be read');
    expect(missing?.filter((line) => !line.startsWith('`'))).toEqual([
      'The bot’s account may not read Cloud Monitoring in `ml-prod`: give it `roles/monitoring.viewer` there.',
    ]);
    expect(lines('The use of GPUs is still being read')?.[0]).toContain('GPU use is being read…');
  });
});

describe('what Slack takes', () => {
  const long = '<!channel> *x* \u202e'.repeat(400);
  const card = {
    launch: launchOf(long, { handle: 'a3f9' }),
    job: jobOf(long, { error: { code: 9, message: long } }),
  };
  const failed = { launch: card.launch, job: { ...card.job, state: 'FAILED' } };
  const need = (index: number): Need => {
    const kinds: readonly Need[] = [
      { kind: 'failed', card: failed },
      { ...needs.unknown, card: { launch: launchOf(long, { state: 'unknown', job: undefined }) } },
      { kind: 'overdue', card, askedAt: now },
      { kind: 'parked', card, channel: 'C1', why: long },
    ];
    return kinds[index % kinds.length] ?? needs.failed;
  };
  const many = <T>(count: number, one: (index: number) => T) => ({
    items: Array.from({ length: count }, (_, index) => one(index)),
    more: 9_999,
  });
  const full: Open = {
    ...usual,
    needs: many(mostOnHome.needs, need),
    mine: many(mostOnHome.mine, () => card),
    team: many(mostOnHome.team, () => card),
    templates: many(mostOnHome.templates, (n) => ({
      ...templateOf(long),
      name: `${n}`.padEnd(63, 'n'),
    })),
    burning: { ...usual.burning, dearest: usesOf(long, now).map((use) => ({ card, use })) },
    unread: Array.from({ length: 40 }, () => ({ target: card.launch.target, problem: long })),
  };

  test('is a full Home of the longest names as well', () => {
    const view = check(full);
    expect(objectsIn(view['blocks']).length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
  });

  test('has nothing in it that pings, links or formats', () => {
    const written = JSON.stringify(renderHome(full, 'D', context));
    expect(written).not.toMatch(/"type":"mrkdwn"[^}]*<!channel>/);
    expect(written).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
    expect(written).not.toContain('"emoji":true');
  });
});
