import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../app/domain/permission/read/parse-policy.ts';
import { readCheckOptions } from '../../app/policy/check-options.ts';
import { verdictsOf } from '../../app/policy/verdicts.ts';

const parsed = parsePolicy({
  roles: {
    lead: { people: ['U0ANA'], groups: ['S0MLLEADS'] },
    operator: { groups: ['S0MLOPS'], workspaceAdmins: true },
  },
  grants: { 'cancel-any': ['operator', 'lead'], template: 'lead' },
  channels: { C0PROD: { templates: 'serve-*' } },
  templates: { 'llama-tune': { launch: 'lead' }, locked: { launch: [] } },
  private: { see: 'operator' },
});

function verdicts(...args: readonly string[]) {
  const read = readCheckOptions(['check', 'a.yaml', '--as', 'U0BO', ...args]);
  if (!read.ok || read.options.as === undefined || !parsed.ok) throw new Error('nothing to check');
  return verdictsOf(parsed.rules, read.options.as);
}

test.for([
  [[], false],
  [['--groups', 'S0MLOPS'], true],
  [['--groups', 'S0MLLEADS,S0MLOPS'], true],
  [['--groups', 'S0OTHER'], false],
  [['--admin'], true],
  [['--guest', '--groups', 'S0MLOPS'], false],
  [['--outsider'], false],
] as const)('user groups and standing count as given: %j', ([more, isAllowed]) => {
  expect(verdicts('--verb', 'see-private', ...more).isAllowed).toBe(isAllowed);
});

test('a refusal names whom to ask: of a job, its owner first', () => {
  const { lines } = verdicts('--verb', 'cancel-any', '--owner', 'U0CY');
  expect(lines[0]).toMatch(
    /^cancel-any +no {3}Only the roles operator and lead .* Ask U0CY or U0ANA\.$/,
  );
});

test('a table has only the cancel that fits the owner of the job, if one is given', () => {
  const cancels = (...args: readonly string[]) =>
    verdicts(...args).lines.flatMap((line) => /^cancel-\w+/.exec(line)?.[0] ?? []);
  expect(cancels()).toEqual(['cancel-own', 'cancel-any']);
  expect(cancels('--owner', 'U0BO')).toEqual(['cancel-own']);
  expect(cancels('--owner', 'U0CY')).toEqual(['cancel-any']);
});

test('in a table, the template counts for the launch, and not for a spec', () => {
  const no = (...args: readonly string[]) =>
    verdicts(...args).lines.flatMap((line) => /^(\S+) +no /.exec(line)?.[1] ?? []);
  expect(no('--groups', 'S0MLLEADS')).toEqual(['approve', 'lock', 'admin', 'see-private']);
  expect(no('--template', 'llama-tune')).toContain('launch');
  expect(no('--groups', 'S0MLLEADS', '--template', 'locked')).not.toContain('launch-spec');
  const there = ['--groups', 'S0MLLEADS', '--channel', 'C0PROD', '--template', 'serve-x'];
  expect(no(...there)).toEqual(['launch-spec', 'approve', 'lock', 'admin', 'see-private']);
});

describe('what was assumed is said', () => {
  const said = (...args: readonly string[]) => {
    const { lines } = verdicts(...args);
    return lines.slice(lines.indexOf('') + 1);
  };

  test('of the person', () => {
    expect(said('--verb', 'view', '--channel', 'C0PROD')).toEqual([
      'Assumed: U0BO is a full member and no workspace admin, in no user group.',
    ]);
    expect(said('--admin')[0]).toContain('a full member and a workspace admin');
    expect(said('--outsider')[0]).toContain('from another workspace');
  });

  test('of user groups, with those that no role has', () => {
    const lines = said('--groups', 'S0MLOPS,S0OTHER', '--verb', 'view', '--channel', 'C0PROD');
    expect(lines).toEqual([
      'Assumed: U0BO is a full member and no workspace admin, in S0MLOPS and S0OTHER and in no other user group.',
      'No role has the user group S0OTHER.',
    ]);
  });

  test('of what wasn’t given and would count', () => {
    expect(said().slice(1)).toEqual([
      'Without --channel, rules of channels don’t count.',
      'Without --template, rules of templates don’t count.',
      'Without --owner, the job to cancel has no owner.',
      'To approve: not a launch of their own, and not of a template that they saved in Slack.',
    ]);
    const all = ['--channel', 'C0PROD', '--template', 'serve-x', '--owner', 'U0CY'];
    expect(said(...all).slice(1)).toEqual([
      'To approve: not a launch of their own, and not of a template that they saved in Slack.',
      'Without --templates, the template’s own access doesn’t count.',
    ]);
  });
});

describe('who approves', () => {
  const withApprovals = parsePolicy({
    roles: { lead: { people: ['U0BO', 'U0ANA'] }, ops: { people: ['U0BO'] } },
    grants: { approve: ['lead'] },
    channels: { C0PROD: { approve: [] } },
    templates: { 'llama-*': { approve: { by: ['ops'], above: { total: 200 } } } },
  });
  const mayApprove = (who: string, more: readonly string[], own?: readonly string[]) => {
    const read = readCheckOptions(['check', 'a', '--as', who, '--verb', 'approve', ...more]);
    if (!read.ok || read.options.as === undefined || !withApprovals.ok) throw new Error('nothing');
    const templates = own && [{ name: 'llama-tune', approval: { by: own } }];
    return verdictsOf(withApprovals.rules, read.options.as, templates);
  };
  const llama = ['--template', 'llama-tune'];

  test('is in a role of each list: of the grants, the file’s rule and the template’s own', () => {
    expect(mayApprove('U0ANA', []).isAllowed).toBe(true);
    expect(mayApprove('U0ANA', llama).isAllowed).toBe(false);
    expect(mayApprove('U0ANA', llama).lines[0]).toMatch(
      /^approve +no {3}Only the role ops can approve launches from "llama-tune"\. Ask U0BO\.$/,
    );
    expect(mayApprove('U0BO', llama).isAllowed).toBe(true);
    expect(mayApprove('U0BO', llama, ['lead']).isAllowed).toBe(true);
    expect(mayApprove('U0BO', llama, ['boss']).isAllowed).toBe(false);
    expect(mayApprove('U0BO', [...llama, '--channel', 'C0PROD']).isAllowed).toBe(false);
  });
});
