// A secret that somebody types is neither answered nor kept: its bytes are in no file of the database.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { requester, createHarness, type Harness } from '../harness.ts';
import {
  createTemplateInteractions,
  request,
  type TemplateInteractions,
} from '../template/template-interactions.ts';

// Put together here, so that no scanner takes this file for a leak.
const secret = ['hf', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345'].join('_');

let dir: string;
let bot: Harness;
let interactions: TemplateInteractions;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'given-secret-'));
  bot = await createHarness({ kind: 'sqlite', path: join(dir, 'jobs.db') });
  interactions = createTemplateInteractions(bot);
  await interactions.keep('train', train);
});
afterEach(async () => {
  await bot.store.close();
  rmSync(dir, { recursive: true });
});

const train = `name: train
parameters:
  data: { type: string, default: 'gs://b/x' }
  tags: { type: list, default: [] }
  hf_token: { type: string, default: '' }
displayName: train
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec: { imageUri: gcr.io/x/y, args: ['{{data}}', '{{hf_token}}', '{{tags}}'] }
`;
/** Everything that was kept, sent, posted or answered. */
const left = (answer: unknown) =>
  [
    ...readdirSync(dir).map((file) => readFileSync(join(dir, file), 'latin1')),
    JSON.stringify([answer, bot.answers, bot.shown, bot.creates, bot.posts, bot.edits]),
  ].join('\n');
const problem = (name: string) => ({ kind: 'secret-given', name });
const told = (name: string) => ({
  kind: 'problem',
  problems: [problem(name)],
});

test('what is kept can be seen by these tests', async () => {
  await interactions.type('launch train data=gs://b/kept-word', requester);
  expect(left(undefined)).toContain('kept-word');
});

describe('a launch that is given a secret is refused by the parameter’s name, and leaves nothing of it', () => {
  test.each([
    [`launch train data=${secret}`, 'data'],
    [`launch train data="-v --key ${secret}"`, 'data'],
    [`launch train tags=a,${secret}`, 'tags'],
    [`launch train tags=a tags=${secret}`, 'tags'],
    [`launch train hf_token=${secret}`, 'hf_token'],
    [`launch train data=${secret} dry-run`, 'data'],
  ])('%#: typed', async (text, name) => {
    const answer = await interactions.type(text, requester);
    expect(answer).toMatchObject(told(name));
    await bot.wait(2_000);
    expect(bot.creates).toEqual([]);
    expect(left(answer)).not.toContain(secret.slice(0, 12));
  });

  test('typed to run again with a change, by command or in the job’s thread', async () => {
    const handle = await bot.launch('launch train');
    await bot.wait(3_000);
    const typed = await interactions.type(`rerun ${handle} data=${secret}`, requester);
    const [root] = bot.roots();
    const said = { text: `rerun data=${secret}`, rootTs: root?.ts };
    await bot.interactions.hear(request('m', requester), '@bot', said);
    await bot.answered();
    const heard = bot.answers.at(-1);
    for (const answer of [typed, heard]) expect(answer).toMatchObject(told('data'));
    expect(bot.creates).toHaveLength(1);
    expect(left([typed, heard])).not.toContain(secret.slice(0, 12));
  });

  test('in the form and its preview, under the field', async () => {
    const context = { channel: requester.channel, template: 'train', version: 'v1' };
    const entries = { parameters: { data: 'gs://b/y', hf_token: secret } };
    const answer = await bot.interactions.submitForm(
      request('view:1', requester),
      context,
      entries,
    );
    expect(answer).toEqual({
      ok: false,
      problems: {
        parameters: { hf_token: problem('hf_token') },
      },
    });
    bot.interactions.previewForm(request('p', requester), context, entries);
    await bot.runUntilIdle();
    expect(bot.shown).toMatchObject([{ kind: 'preview', answer: told('hf_token') }]);
    expect(bot.creates).toEqual([]);
    expect(left(answer)).not.toContain(secret.slice(0, 12));
  });

  test('typed in the wrong place: what can’t be read is not said again', async () => {
    for (const text of [
      `launch train ${secret}`,
      `launch train data ${secret}`,
      `launch train data= ${secret}`,
      `launch train "data=${secret}"`,
      `launch train in=${secret}`,
      `launch train max-time=${secret}`,
      `template show train ${secret}`,
    ]) {
      const answer = await interactions.type(text, requester);
      expect(answer).toMatchObject({ kind: 'problem' });
      expect(left(answer)).not.toContain(secret.slice(0, 12));
    }
  });
});

test('a job is stopped all the same when the reason has a secret in it, which is hidden', async () => {
  const handle = await bot.launch('launch train');
  await bot.wait(3_000);
  const answer = await bot.decided(
    interactions.type(`cancel ${handle} leaks ${secret} into its log`, requester, 'stop'),
  );
  expect(answer).toMatchObject({ kind: 'cancel-stored' });
  await bot.wait(3_000);
  expect(bot.cancelCalls).toHaveLength(1);
  const row = await bot.store.transaction((tx) => tx.audit.byKey('stop'));
  expect(row).toMatchObject({ detail: { reason: 'leaks [redacted] into its log' } });
  expect(left(answer)).not.toContain(secret.slice(0, 12));
});

test('a template is deleted and restored all the same when the note has a secret in it, which is hidden', async () => {
  const deleted = await interactions.type(`template delete train holds password=hunter2`);
  expect(deleted).toMatchObject({ save: { note: 'holds password=[redacted]' } });
  const restored = await interactions.type(`template restore train v1 without ${secret}`);
  expect(restored).toMatchObject({ save: { note: 'without [redacted]' } });
  expect(left([deleted, restored])).not.toMatch(/hunter2|hf_aBcDeFgHi/);
});
