import { expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import {
  createDefaultPolicy,
  createFilePolicy,
} from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import type { PolicyInForce } from '../../../app/domain/permission/policy-in-force.ts';
import { showHelp } from '../../../app/usecase/request/show-help.ts';
import { createHarness, requester } from '../harness.ts';

const parsed = parsePolicy({ roles: { lead: { people: 'U0BO' } }, grants: { launch: 'lead' } });
if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
const { rules } = parsed;
const file: PolicyInForce = {
  kind: 'file',
  path: 'policy.yaml',
  hash: 'a',
  since: 0,
  rules,
  warnings: [],
};
const launches = ['launch', 'rerun', 'watch', 'unwatch'];

const refusedIn = (answer: Answer | undefined) =>
  answer?.kind === 'help' ? answer.refused : undefined;

async function ask(userId: string, inForce: PolicyInForce, isKnown: boolean) {
  const bot = await createHarness();
  bot.remembers.value = isKnown;
  const later: Promise<void>[] = [];
  const policy = inForce.kind === 'file' ? createFilePolicy(rules) : createDefaultPolicy();
  const deps = {
    ...{ store: bot.store, directory: bot.directory, answerer: bot.answerer, policy },
    newId: () => 'id',
    later: (task: () => Promise<void>) => void later.push(task()),
    policyInForce: () => inForce,
  };
  const request = { key: 'k', requester: { ...requester, userId } };
  const atOnce = showHelp(deps, request, '/job', { verb: 'help' });
  // By the time of the answer, Slack has said who it is.
  bot.remembers.value = true;
  await Promise.all(later);
  await bot.store.close();
  return { atOnce, after: bot.answers[0] };
}

test('help leaves out what a policy file refuses to somebody', async () => {
  const { atOnce } = await ask('U0ANA', file, true);
  expect(refusedIn(atOnce)).toEqual(expect.arrayContaining(launches));
  expect(refusedIn(atOnce)).not.toContain('cancel');
  expect((await ask('U0BO', file, true)).atOnce).toMatchObject({ refused: [] });
});

test('for somebody not known yet, it waits for Slack', async () => {
  const { atOnce, after } = await ask('U0ANA', file, false);
  expect(atOnce).toBeUndefined();
  expect(refusedIn(after)).toEqual(expect.arrayContaining(launches));
});

test('without a file it is there at once, whole', async () => {
  expect((await ask('U0ANA', { kind: 'default' }, false)).atOnce).toMatchObject({ refused: [] });
});
