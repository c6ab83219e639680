import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../../app/domain/command/parse-command.ts';
import { withThreadJob } from '../../../../app/domain/command/mention.ts';

const read = (text: string) => parseCommand(text, { command: '/job' });
const hour = 3_600_000;
const here = { scope: 'here' };

describe('filters instead of a job', () => {
  test.each([
    ['template=x older=6h', { ...here, template: 'x', olderMs: 6 * hour }],
    ['older=1h30m', { ...here, olderMs: 1.5 * hour }],
    ['label.team=vision', { ...here, label: { key: 'team', value: 'vision' } }],
    ['label=team=vision', { ...here, label: { key: 'team', value: 'vision' } }],
    ['label=team:vision', { ...here, label: { key: 'team', value: 'vision' } }],
    ['by=<@U0BO|bo>', { ...here, owner: 'U0BO' }],
    ['owner=<@U0BO>', { ...here, owner: 'U0BO' }],
    ['by=me', { ...here, owner: 'me' }],
    ['all by=me', { scope: 'all', owner: 'me' }],
    ['mine by=me', { scope: 'mine', owner: 'me' }],
    ['older=1H', { ...here, olderMs: hour }],
    ['state=running,pending', { ...here, states: ['RUNNING', 'PENDING'] }],
    ['all older=6h', { scope: 'all', olderMs: 6 * hour }],
    ['mine running older=6h', { scope: 'mine', states: ['RUNNING'], olderMs: 6 * hour }],
    ['<@U0BO> older=6h', { ...here, owner: 'U0BO', olderMs: 6 * hour }],
    ['template = x', { ...here, template: 'x' }],
    ['--template=x, older=6h', { ...here, template: 'x', olderMs: 6 * hour }],
  ])('%s', (text, filter) => {
    expect(read(`cancel ${text}`)).toEqual({
      ok: true,
      command: { verb: 'cancel-many', filter, reason: undefined },
    });
  });

  test.each([
    ['template=x wrong data', 'wrong data'],
    ['template=x don’t need them', 'don’t need them'],
    ['template=x “all of them”', 'all of them'],
    ['template=x "all older=6h"', 'all older=6h'],
    ['older=6h lr=0.1 diverged', undefined],
  ])('what follows is the reason: %s', (text, reason) => {
    const parsed = read(`cancel ${text}`);
    if (reason === undefined) expect(parsed).toMatchObject({ ok: false });
    else expect(parsed).toMatchObject({ command: { verb: 'cancel-many', reason } });
  });

  test.each(['all', 'mine', 'running', 'all of them', 'a3f9 older=6h', 'a3f9 mine template=x'])(
    'without a pair in front, it names a job: %s',
    (text) => {
      expect(read(`cancel ${text}`)).toMatchObject({ command: { verb: 'cancel' } });
    },
  );

  test('a name in quotes is a name', () => {
    expect(read('cancel "template=x"')).toMatchObject({ command: { verb: 'cancel' } });
  });
});

describe('what can’t be read is refused', () => {
  test.each([
    ['tmplate=x', { kind: 'no-such-bulk-filter', near: 'template' }],
    ['template=x oldr=6h', { kind: 'no-such-bulk-filter', near: 'older' }],
    ['older=6', { kind: 'older-unreadable' }],
    ['older 6h', { kind: 'older-without-sign' }],
    ['older>6H', { kind: 'older-without-sign' }],
    ['label.=x', { kind: 'list-label-impossible' }],
    [
      'by=<@U0BO> by=me',
      {
        kind: 'list-filter-twice',
        first: [{ kind: 'prose', text: 'the first' }],
        second: [{ kind: 'prose', text: 'a second person' }],
      },
    ],
    ['older=-6h', { kind: 'older-unreadable' }],
    ['older=', { kind: 'older-unreadable' }],
    ['older=0s', { kind: 'older-unreadable' }],
    ['state=done', { kind: 'bulk-state-ended', state: 'done' }],
    ['failed older=6h', { kind: 'bulk-state-ended', state: 'FAILED' }],
    ['state=ruining', { kind: 'bulk-state-unreadable' }],
    ['by=@bo', { kind: 'person-not-chosen', verb: 'cancel' }],
    ['by=bo', { kind: 'person-not-chosen', verb: 'cancel' }],
    ['label.team=Vision!', { kind: 'list-label-impossible' }],
    ['label=team', { kind: 'list-label-impossible' }],
    ['template=', { kind: 'list-template-impossible' }],
    ['template=x template=y', { kind: 'list-filter-twice', verb: 'cancel' }],
    ['mine by=<@U0BO>', { kind: 'mine-and-somebody-else', verb: 'cancel' }],
    ['template=x dry-run', { kind: 'bulk-dry-run' }],
    ['template=x --dry-run', { kind: 'bulk-dry-run' }],
    ['template=x in=us-central1', { kind: 'takes-no-option', option: 'in' }],
    ['template=x running', { kind: 'bulk-word-unclear' }],
    ['template=x all broken', { kind: 'bulk-word-unclear' }],
    ['template=x broken older=6h', { kind: 'bulk-word-unclear' }],
    ['older=6h template="x', { kind: 'quote-not-closed' }],
  ])('%s', (text, problem) => {
    expect(read(`cancel ${text}`)).toMatchObject({ ok: false, problem });
  });
});

describe('in a job’s thread', () => {
  test.each(['cancel template=x', 'stop all older=6h', 'cancel older=6'])(
    'filters are about many: %s',
    (text) => {
      expect(withThreadJob(text, 'a3f9', false, '/job')).toBe(text);
    },
  );

  test.each(['cancel lr=0.1 diverged', 'cancel all wrong', 'cancel'])(
    'anything else is about the thread’s: %s',
    (text) => {
      expect(withThreadJob(text, 'a3f9', false, '/job')).toMatch(/^cancel a3f9/);
    },
  );
});
