import { describe, expect, test } from 'vitest';
import { policyVerbs } from '../../app/domain/permission/policy-verb.ts';
import { readCheckOptions } from '../../app/policy/check-options.ts';

const check = (...args: readonly string[]) => readCheckOptions(['check', 'a.yaml', ...args]);

describe('what is understood', () => {
  test('a file alone, or with a directory of templates', () => {
    expect(check()).toEqual({ ok: true, options: { file: 'a.yaml' } });
    expect(check('--templates', 'dir')).toEqual({
      ok: true,
      options: { file: 'a.yaml', templates: 'dir' },
    });
  });

  test('a full member, unless it says otherwise', () => {
    const person = (...more: readonly string[]) => {
      const read = check('--as', 'U0BO', ...more);
      return read.ok ? read.options.as?.person : read.problem;
    };
    const bo = { id: 'U0BO', teamId: '', deactivated: false };
    expect(person()).toEqual({ ...bo, kind: 'member', isAdmin: false });
    expect(person('--admin')).toEqual({ ...bo, kind: 'member', isAdmin: true });
    expect(person('--guest')).toEqual({ ...bo, kind: 'guest', isAdmin: false });
    expect(person('--outsider')).toEqual({ ...bo, kind: 'outsider', isAdmin: false });
  });

  test.each(policyVerbs)('the verb %s', (verb) => {
    expect(check('--as', 'U0BO', '--verb', verb)).toMatchObject({ options: { as: { verb } } });
  });

  test('what it is about', () => {
    const about = ['--template', 'eval', '--channel', 'C0PROD', '--owner', 'U0ANA'];
    expect(check('--as', 'U0BO', '--groups', 'S0ONE,S0TWO', ...about)).toMatchObject({
      options: {
        as: {
          groups: ['S0ONE', 'S0TWO'],
          template: 'eval',
          channel: 'C0PROD',
          owner: 'U0ANA',
        },
      },
    });
  });
});

describe('what is refused with a sentence', () => {
  test.for([[], ['check'], ['chek', 'policy.yaml'], ['check', ''], ['check', 'a.yaml', 'b.yaml']])(
    '%j',
    (args) => {
      expect(readCheckOptions(args)).toEqual({
        ok: false,
        problem: expect.stringMatching(/^[A-Z].*\.$/) as unknown,
      });
    },
  );

  test.for([
    [['--guest'], '--guest says more of a person: add --as.'],
    [['--verb', 'launch'], '--verb says more of a person: add --as.'],
    [['--as', 'ana'], '--as must be a Slack user id: U0123ABCD.'],
    [['--as', 'U0BO', '--owner', 'ana'], '--owner must be a Slack user id: U0123ABCD.'],
    [['--as', 'U0BO', '--channel', 'prod'], '--channel must be the id of a channel: C0123ABCD.'],
    [
      ['--as', 'U0BO', '--groups', 'ml-leads'],
      '--groups must be ids of user groups: S0123ABCD,S0456EFGH.',
    ],
    [['--as', 'U0BO', '--guest', '--admin'], 'A person is one of --guest, --outsider and --admin.'],
    [
      ['--as', 'U0BO', '--verb', 'template', '--template', 'x'],
      '--template counts only for --verb launch and --verb approve.',
    ],
    [
      ['--as', 'U0BO', '--verb', 'cancel-own', '--owner', 'U0ANA'],
      'A job with another --owner is not their own: ask for --verb cancel-any.',
    ],
    [
      ['--as', 'U0BO', '--verb', 'cancel-any', '--owner', 'U0BO'],
      'A job with that --owner is their own: ask for --verb cancel-own.',
    ],
    [['--as', 'U0BO', '--chanel', 'C0PROD'], '--chanel is no option.'],
  ] as const)('%j', ([args, problem]) => {
    expect(check(...args)).toEqual({ ok: false, problem });
  });

  test('a verb that there is not is told those that there are', () => {
    const read = check('--as', 'U0BO', '--verb', 'aprove');
    expect(read.ok ? '' : read.problem).toContain('must be one of view, launch, cancel-own');
  });
});
