// What the audit says of each outcome that can be on record: sentences, never how a record is stored.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsOf, recordOf } from '../../../app/domain/answer/problem.ts';
import { outcomeLine } from '../../../blocks/audit/outcome.ts';
import { recordedWords } from '../../../blocks/audit/recorded-words.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { readRecorded } from '../../../app/domain/audit/recorded.ts';
import { blockingsOf } from '../limit-samples.ts';
import { problemsOf } from '../problem-samples.ts';

const said = (outcome: string, most = 240): string =>
  plainText([outcomeLine(outcome, most)]).replaceAll('\u2060', '');
const problems = problemsOf('llama-tune');
const blockings = blockingsOf('llama-tune');
const records = [...problems.map(factsOf), ...blockings.map(recordOf)];

/** How a record is stored: JSON, times and amounts as bare numbers. */
const raw = /[{}[\]]|":|\d{9}/;

describe('a refusal', () => {
  test.for([...new Set(records)])('is no record: %.60s', (record) => {
    expect(said(`refused: ${record}`)).not.toMatch(raw);
  });

  test.for(blockings.map((one) => [one.kind, one] as const))(
    'that ended a launch has words of its own: %s',
    ([kind, one]) => {
      const record = readRecorded(recordOf(one));
      expect(record?.kind).toBe(kind);
      expect(record && recordedWords(record)).toBeDefined();
    },
  );

  test('has an amount and a time as such', () => {
    const budget = blockings.find(({ kind }) => kind === 'over-budget');
    if (budget === undefined) throw new Error('no sample');
    expect(said(`refused: ${recordOf(budget)}`)).toMatch(
      /^refused: it may cost .+, and .+ was left of the \$[\d,.]+ of .+ for \w+$/,
    );
    expect(said('refused: runs-too-long {"wantedMs":108000000,"mostMs":86400000}')).toBe(
      'refused: it could run for 1d6h, and the limit is 1d',
    );
    expect(said('refused: costs-too-much {"hourly":"120000000000","most":"100000000000"}')).toBe(
      'refused: it costs $120.00 an hour, and the limit is $100.00',
    );
  });

  test('of a rule says whom the policy gives it to', () => {
    expect(
      said('refused: not-granted {"verb":"launch","roles":["lead"],"factor":{"kind":"grants"}}'),
    ).toBe('refused: the policy gives it only to the role lead');
    expect(said('refused: not-granted {"roles":[]}')).toBe(
      'refused: the policy gives it to nobody',
    );
  });

  test.for([
    [
      'of a kind that this version does not know',
      'too-late-in-the-day {"at":1764000000000}',
      'too late in the day',
    ],
    ['whose facts are another version’s', 'over-budget {"purse":7}', 'over budget'],
    [
      'whose facts were hidden with a secret in them',
      'price-unknown {"why":(hidden)',
      'price unknown',
    ],
    ['whose facts are no mapping', 'locked [1]', 'locked [1]'],
    ['of several kinds', 'no-such-job {"typed":"x"} all-ended {"jobs":3}', 'no such job'],
    ['that is a sentence', 'it waits no more', 'it no longer waited'],
  ] as const)('%s is named, and nothing breaks', ([, record, words]) => {
    expect(said(`refused: ${record}`)).toContain(words);
  });

  test('pings nobody, and is as short as there is room', () => {
    const text = `refused: price-unknown ${JSON.stringify({ why: '<!channel> '.repeat(200) })}`;
    for (const most of [240, 40, 16]) {
      expect(said(text, most)).not.toContain('<!channel>');
      expect(said(text, most).length).toBeLessThanOrEqual(most + 'refused: '.length + 10);
    }
  });
});

/** Each result of an act, by how the code makes it: what it looks like, and what the audit says. */
const results: Readonly<Record<string, readonly (readonly [string, string?])[]>> = {
  '`created ${seen.name}`': [['created projects/1/locations/us-central1/customJobs/2']],
  "watch.state === 'asking' ? `asked about ${asked} jobs` : 'watching'": [
    ['asked about 3 jobs'],
    ['watching'],
  ],
  outcome: [['follow all'], ['only new ones'], ['ended']],
  "'taken off'": [['taken off']],
  '`set as lock ${lock.number}`': [['set as lock 3']],
  "'set'": [['set']],
  "'extended'": [['extended']],
  '`not needed: ${end}`': [['not needed: job RUNNING']],
  "'next of its fallbacks'": [['next of its fallbacks']],
  "'not cancelled: nobody could be warned'": [['not cancelled: nobody could be warned']],
  '`refused: ${factsOf(why)}`': [],
  '`refused: ${why}`': [['refused: asked for before', 'refused: somebody had asked for it before']],
  '`refused: ${recordOf(why)}`': [],
  ofLaunch: [['cancelled before it was sent'], ['withdrawn before it was approved']],
  ofCancel: [['prevented the launch'], ['withdrew the launch']],
  end: [['launch denied'], ['job CANCELLED']],
  '`refused by Vertex: ${failure.message}`': [['refused by Vertex: Quota exceeded.']],
  "'no job was found, and a person gave it up'": [['no job was found, and a person gave it up']],
  "'given up'": [['given up']],
  verdict: [['approved'], ['denied']],
  '`denied by ${requester.userId}`': [['denied by U0BO', 'denied by <@U0BO>']],
  "'expired: nobody approved it in time'": [['expired: nobody approved it in time']],
  '`${action}: ${versionName(number)}`': [['save: v3']],
};

describe('a result', () => {
  test('is known here, however the code makes it', () => {
    const folder = 'app/usecase';
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const made = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .flatMap((text) => [...text.matchAll(/audit\.complete\(\s*([^;]*?),?\s*\);/g)])
      .map(([, all = '']) => all.slice(all.indexOf(',') + 1).trim());
    expect([...new Set(made)].sort()).toEqual(Object.keys(results).sort());
  });

  test.for(Object.values(results).flat())('%s', ([outcome, words = outcome]) => {
    expect(said(outcome)).toBe(words);
    expect(words).not.toMatch(raw);
  });
});
