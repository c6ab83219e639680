import { expect, test } from 'vitest';
import { createFilePolicy } from '../../../app/domain/permission/file-policy.ts';
import { parsePolicy } from '../../../app/domain/permission/read/parse-policy.ts';
import { launchable } from '../../../app/usecase/permission/launchable.ts';
import { createFakeDirectory } from '../fakes/directory.ts';
import { templateOf } from '../../blocks/samples.ts';

const policyOf = (tree: unknown) => {
  const parsed = parsePolicy(tree);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return createFilePolicy(parsed.rules);
};
const policy = policyOf({
  roles: { lead: { people: 'U0BO' } },
  channels: { C0PROD: { templates: 'serve-*' }, default: { launch: 'lead' }, C0JOBS: {} },
  templates: { 'llama-*': { launch: 'lead' } },
});
const names = ['llama-tune', 'serve-chat', 'train'];

async function offered(userId: string, channel: string, atHome?: true) {
  const { directory, remembers } = createFakeDirectory(() => 0);
  const templates = {
    list: () => Promise.resolve(names.map((name) => ({ ...templateOf('any'), name }))),
  };
  const requester = { userId, teamId: 'T1', channel, ...(atHome && { atHome }) };
  const deps = { directory, policy, templates };
  const known = await launchable(deps, requester);
  remembers.value = false;
  const unknown = await launchable(deps, requester);
  expect(unknown).toMatchObject({ templates: { length: 3 }, others: 0 });
  return [known.templates.map(({ name }) => name), known.others];
}

test('what somebody may launch is offered, as far as Slack has told who they are', async () => {
  expect(await offered('U0ANA', 'C0JOBS')).toEqual([['serve-chat', 'train'], 1]);
  expect(await offered('U0BO', 'C0JOBS')).toEqual([names, 0]);
  expect(await offered('U0ANA', 'C0PROD')).toEqual([['serve-chat'], 2]);
  expect(await offered('U0ANA', 'C0ELSE')).toEqual([[], 3]);
});

test('at Home, a template is offered that may be launched in any channel', async () => {
  expect(await offered('U0ANA', 'D0ANA', true)).toEqual([['serve-chat', 'train'], 1]);
  expect(await offered('U0GUEST', 'D0GUEST', true)).toEqual([[], 3]);
});
