import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../app/domain/command/parse/command.ts';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import { saying, written } from '../text/written.ts';
import { anyText } from '../text/any-text.ts';

const parse = (text: string) => parseCommand(text, { command: '/job' });

function accepted(text: string): Command {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(written(parsed.problem));
  return parsed.command;
}

function problemOf(text: string): string {
  const parsed = parse(text);
  return parsed.ok ? `accepted: ${JSON.stringify(parsed.command)}` : written(parsed.problem);
}

const idReference = (id: string) => ({ typed: id, kind: 'id', id });
const launch = { verb: 'launch', template: 'resnet', parameters: {}, dryRun: false };

describe('template', () => {
  test.each([
    ['template', { verb: 'template', action: 'list' }],
    ['template ls', { verb: 'template', action: 'list' }],
    ['Template SHOW resnet', { verb: 'template', action: 'show', name: 'resnet' }],
    ['template show a V3', { verb: 'template', action: 'show', name: 'a', number: 3 }],
    ['launch in', { ...launch, template: 'in' }],
    [
      'launch in in=ml-prod/us-central1',
      { ...launch, template: 'in', target: { project: 'ml-prod', location: 'us-central1' } },
    ],
    ['launch in dry-run', { ...launch, template: 'in', dryRun: true }],
    ['template vision/train', { verb: 'template', action: 'show', name: 'vision/train' }],
    ['template Config_GPU.v2', { verb: 'template', action: 'show', name: 'Config_GPU.v2' }],
    ['template "my job"', { verb: 'template', action: 'show', name: 'my job' }],
    ['template save a-1', { verb: 'template', action: 'save', name: 'a-1' }],
    ['template edit a', { verb: 'template', action: 'edit', name: 'a' }],
    ['template history a', { verb: 'template', action: 'history', name: 'a' }],
    [
      'template history a Before v21',
      { verb: 'template', action: 'history', name: 'a', olderThan: 21 },
    ],
    ['template diff a 1', { verb: 'template', action: 'history', name: 'a', before: 1 }],
    [
      'template history a v1 v12',
      { verb: 'template', action: 'history', name: 'a', before: 1, after: 12 },
    ],
    [
      'template restore a v2 "it was better"',
      { verb: 'template', action: 'restore', name: 'a', number: 2, note: 'it was better' },
    ],
    [
      "template restore a v2 don't 'worry in=foo",
      { verb: 'template', action: 'restore', name: 'a', number: 2, note: "don't 'worry in=foo" },
    ],
    ['template delete a', { verb: 'template', action: 'delete', name: 'a' }],
    ['template delete a old', { verb: 'template', action: 'delete', name: 'a', note: 'old' }],
  ])('%s', (text, expected) => {
    expect(parseCommand(text, { command: '/job' })).toEqual({ ok: true, command: expected });
  });

  test('save takes a job', () => {
    expect(parseCommand('template save a FROM a3f9', { command: '/job' })).toMatchObject({
      command: { action: 'save', from: { kind: 'handle', handle: 'a3f9' } },
    });
  });

  test.each([
    ['template show', 'Which template? Write `/job template show <template> [version]`.'],
    ['template show a b', '"b" is no version'],
    ['template show a v1 v2', 'can’t use the word "v2"'],
    ['template list all', 'can’t use the word "all"'],
    ['template save A_b', 'lowercase letters, digits and -'],
    ['template save a b', 'can’t use the word "b"'],
    ['template save a from', 'From which job?'],
    ['template save a from a3f9 now', 'can’t use the word "now"'],
    ['template edit', 'Which template?'],
    ['template edit a b', 'can’t use the word "b"'],
    ['template history a before', 'Before which version?'],
    ['template history a before v0', '"v0" is no version'],
    ['template history a before v4 v5', 'can’t use the word "v5"'],
    ['template history a v1 v2 v3', 'can’t use the word "v3"'],
    ['template history a v0', '"v0" is no version'],
    ['template delete a v3', 'not one version'],
    ['template restore a', 'Which version?'],
    ['template restore a back', '"back" is no version'],
    ['template shwo', 'Did you mean `show`?'],
    ['template shwo a', 'Did you mean `show`?'],
    ['template show a dry-run', '`template` takes no `dry-run`'],
  ])('%s is refused', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });
});

describe('rerun', () => {
  const rerun = { verb: 'rerun', parameters: {}, dryRun: false };
  const job = { typed: 'a3f9', kind: 'handle', handle: 'a3f9' };
  test.each([
    ['rerun a3f9', { ...rerun, job }],
    ['rerun a3f9 lr=0.2 —dry-run', { ...rerun, job, parameters: { lr: ['0.2'] }, dryRun: true }],
    [
      'rerun “my job” in=p/us-central1 max-time=1h',
      {
        ...rerun,
        job: { typed: 'my job', kind: 'name' },
        target: { project: 'p', location: 'us-central1' },
        maxTimeMs: 3_600_000,
      },
    ],
    ['rerun a3f9 max-cost=.05', { ...rerun, job, maxCostUsd: 0.05 }],
  ])('%s', (text, expected) => {
    expect(parseCommand(text, { command: '/job' })).toEqual({ ok: true, command: expected });
  });

  test.each([
    ['rerun', 'Which job? Write `/job rerun <job> [key=value …]`.'],
    ['rerun a3f9 twice', 'I don’t understand "twice".'],
    ['rerun a3f9 max-cost=3/h', '`max-cost` must be an amount in US dollars'],
  ])('%s is refused', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });
});

describe('launch', () => {
  test.each<[string, object]>([
    ['launch resnet', launch],
    ['RUN resnet', launch],
    ['launch resnet lr=0.1 epochs=90', { ...launch, parameters: { lr: ['0.1'], epochs: ['90'] } }],
    ['launch resnet tag=a tag=b', { ...launch, parameters: { tag: ['a', 'b'] } }],
    ['launch resnet note="a b" x=', { ...launch, parameters: { note: ['a b'], x: [''] } }],
    ['launch resnet note=“a b”', { ...launch, parameters: { note: ['a b'] } }],
    ['launch resnet uri=gs://a?b=c', { ...launch, parameters: { uri: ['gs://a?b=c'] } }],
    ['launch resnet constructor=1', { ...launch, parameters: { constructor: ['1'] } }],
    ['launch resnet dry-run', { ...launch, dryRun: true }],
    ['launch resnet --dry-run', { ...launch, dryRun: true }],
    ['launch resnet —dry-run', { ...launch, dryRun: true }],
    ['launch resnet –Dry_Run dry-run', { ...launch, dryRun: true }],
    ['launch --dry-run lr=1 resnet', { ...launch, parameters: { lr: ['1'] }, dryRun: true }],
    [
      'launch resnet in=ml-prod/us-central1 max-time=1h30m',
      { ...launch, target: { project: 'ml-prod', location: 'us-central1' }, maxTimeMs: 5_400_000 },
    ],
    ['launch resnet —max-time=6H', { ...launch, maxTimeMs: 21_600_000 }],
    ['launch resnet max_time=90s', { ...launch, maxTimeMs: 90_000 }],
    ['launch resnet max-cost=200', { ...launch, maxCostUsd: 200 }],
    ['launch resnet max-cost=$200', { ...launch, maxCostUsd: 200 }],
    ['launch resnet --max-cost 200', { ...launch, maxCostUsd: 200 }],
    ['launch resnet max-cost $0.5, dry-run', { ...launch, maxCostUsd: 0.5, dryRun: true }],
    ['launch resnet max_cost: 1,500', { ...launch, maxCostUsd: 1_500 }],
    ['launch resnet max-cost=*1,234,567.89*', { ...launch, maxCostUsd: 1_234_567.89 }],
    ['launch resnet max-cost=1000000000', { ...launch, maxCostUsd: 1e9 }],
    ['launch "dry-run"', { ...launch, template: 'dry-run' }],
    ['launch “resnet”', launch],
    ['launch\u00a0resnet\nlr=1', { ...launch, parameters: { lr: ['1'] } }],
  ])('%s', (text, expected) => {
    expect(accepted(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['launch lr=0.1', 'Which template? Write `/job launch <template> [key=value …]`.'],
    ['template frobnicate now', 'After `/job template` comes list, show, save'],
    ['launch resnet in=us_central1', '`in` must be a project and a location, not "us_central1"'],
    ['launch dry-run', 'Which template?'],
    ['launch ""', 'Which template?'],
    ['launch resnet in=a/b in=a/b', '`in` is given twice'],
    ['launch resnet max-time=1h max-time=2h', '`max-time` is given twice'],
    ['launch resnet in=', '`in` must be'],
    ['launch resnet in', 'write `in=project/location`'],
    ['launch resnet max-time=6', 'durations are written `90s`, `45m`, `1h30m` or `7d`'],
    ['launch resnet max-time=0s', 'durations are written'],
    ['launch resnet max-cost', '`max-cost` needs a value: write `max-cost=200`'],
    ['launch resnet max-cost=1 max-cost=2', '`max-cost` is given twice'],
    ...[
      '',
      '0',
      '0.00',
      '0.001',
      '-5',
      '200/h',
      '€200',
      '200€',
      '1,5',
      '1000000000.01',
      '1e3',
      'Infinity',
    ].map((typed): [string, string] => [
      `launch resnet max-cost=${typed}`,
      `\`max-cost\` must be an amount in US dollars and cents for the whole job, above 0 and at most 1,000,000,000, not "${typed}": write \`max-cost=200\``,
    ]),
    ['launch resnet dry-run=yes', '`dry-run` takes no value'],
    ['launch resnet max-tiem=6h', 'There is no option "max-tiem". Did you mean `max-time`?'],
    ['launch resnet --dry-rn', 'There is no option "--dry-rn". Did you mean `dry-run`?'],
    ['launch resnet --force', 'There is no option "--force". There are `in=project/location`'],
    ['launch resnet lr 0.1', 'Did you mean `lr=0.1`?'],
    ['launch resnet "lr=0.1"', 'Did you mean `lr=0.1`?'],
    ['launch resnet note "a b"', 'Did you mean `note="a b"`?'],
    ['launch resnet dry-rnu', 'Did you mean `dry-run`?'],
    ['launch resnet gs://x', 'I don’t understand "gs://x". Parameters are written `key=value`'],
    ['launch resnet x="open', 'The quote at "\\"open" is never closed'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });

  test('no parameter reaches a prototype', () => {
    const command = accepted('launch resnet constructor=1');
    expect(command.verb === 'launch' && Object.hasOwn(command.parameters, 'constructor')).toBe(
      true,
    );
  });
});

const a3f9 = { kind: 'handle', handle: 'a3f9', typed: 'a3f9' };

describe('cancel', () => {
  test.each<[string, object]>([
    ['cancel a3f9', { verb: 'cancel', job: a3f9 }],
    ['STOP a3f9  wrong   dataset ', { verb: 'cancel', job: a3f9, reason: 'wrong   dataset' }],
    [
      'cancel a3f9 "wrong dataset"',
      { verb: 'cancel', job: a3f9, reason: 'wrong dataset', quoted: true },
    ],
    [
      'cancel a3f9 “wrong dataset”',
      { verb: 'cancel', job: a3f9, reason: 'wrong dataset', quoted: true },
    ],
    ['cancel a3f9 "bad" and "wrong"', { verb: 'cancel', job: a3f9, reason: '"bad" and "wrong"' }],
    ['cancel a3f9 it’s 5" too “big', { verb: 'cancel', job: a3f9, reason: 'it’s 5" too “big' }],
    ["cancel a3f9 'tis over", { verb: 'cancel', job: a3f9, reason: "'tis over" }],
    ['cancel a3f9 a\nb &amp; c', { verb: 'cancel', job: a3f9, reason: 'a\nb & c' }],
    ['cancel a3f9 in doubt', { verb: 'cancel', job: a3f9, reason: 'in doubt' }],
    ['cancel a3f9 lr=3 diverges', { verb: 'cancel', job: a3f9, reason: 'lr=3 diverges' }],
    ['cancel a3f9 — costs too much', { verb: 'cancel', job: a3f9, reason: '— costs too much' }],
    ['cancel a3f9 “dry-run” only', { verb: 'cancel', job: a3f9, reason: '“dry-run” only' }],
    ['cancel a3f9 ""', { verb: 'cancel', job: a3f9, quoted: true }],
    [
      'cancel "my job" now',
      { verb: 'cancel', job: { kind: 'name', typed: 'my job' }, reason: 'now' },
    ],
  ])('%j', (text, expected) => {
    // Where a name of several words may end instead has tests of its own.
    expect({ ...accepted(text), names: undefined }).toEqual(expected);
  });

  test('a long reason is cut between characters', () => {
    const command = accepted(`cancel a3f9 ${'😀'.repeat(501)}`);
    expect(command).toMatchObject({ reason: `${'😀'.repeat(499)}…` });
    expect(accepted(`cancel a3f9 ${'😀'.repeat(500)}`)).toMatchObject({ reason: '😀'.repeat(500) });
  });

  test.each<[string, string]>([
    ['cancel', 'Which job? Write `/job cancel <job> [reason]`.'],
    ['cancel ""', 'Which job?'],
    ['cancel "a b', 'The quote at "\\"a b" is never closed'],
    ['cancel a3f9 dry-run', '`cancel` takes no `dry-run`'],
    ['cancel a3f9 —dry-run', '`cancel` takes no `dry-run`'],
    ['cancel --dry-run a3f9', '`cancel` takes no `dry-run`'],
    ['cancel a3f9 in=ml-prod/us-central1', '`cancel` takes no `in`'],
    ['cancel a3f9 max-cost=3', '`cancel` takes no `max-cost`'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });
});

const list = { verb: 'list', scope: 'here' };

describe('list', () => {
  test.each<[string, object]>([
    ['list', list],
    ['ls MINE', { ...list, scope: 'mine' }],
    ['list all live', { ...list, scope: 'all', states: ['live'] }],
    ['list running', { ...list, states: ['RUNNING'] }],
    ['list JOB_STATE_FAILED', { ...list, states: ['FAILED'] }],
    ['list canceled', { ...list, states: ['CANCELLED'] }],
    ['list canceling', { ...list, states: ['CANCELLING'] }],
    ['list cancelled', { ...list, states: ['CANCELLED'] }],
    ['list partially-succeeded', { ...list, states: ['PARTIALLY_SUCCEEDED'] }],
    ['list 24h failed mine', { ...list, scope: 'mine', states: ['FAILED'], sinceMs: 86_400_000 }],
    ['list mine mine', { ...list, scope: 'mine' }],
    ['list failed live Failed', { ...list, states: ['FAILED', 'live'] }],
    ['list <@U0BO>', { ...list, owner: 'U0BO' }],
    ['list all <@U0BO|bo>', { ...list, scope: 'all', owner: 'U0BO' }],
    ['list template=ResNet-train', { ...list, template: 'ResNet-train' }],
    ['list --template="hello"', { ...list, template: 'hello' }],
    ['list label.team=vision', { ...list, label: { key: 'team', value: 'vision' } }],
    ['list --label.cost-center=', { ...list, label: { key: 'cost-center', value: '' } }],
  ])('%s', (text, expected) => {
    expect(accepted(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['list runing', 'I don’t understand "runing". Did you mean `running`?'],
    ['list mien', 'Did you mean `mine`?'],
    ['list @ana', 'I can’t tell whom "@ana" names: choose the name from what Slack offers'],
    ['list mine <@U0BO>', 'leave out one'],
    ['list <@U0BO> <@U0ANA>', 'keep one'],
    ['list template=a template=b', '`list` can’t take "template=b" besides "template=a"'],
    ['list template=', '"" can’t be a template’s name'],
    ['list template', '`list` takes `here`, `mine` or `all`'],
    ['list tmplate=hello', '`list` takes no "tmplate". Did you mean `template`?'],
    ['list lable.team=x', '`list` takes no "lable". Did you mean `label`?'],
    ['list label.Team=x', 'can’t be on any job'],
    ['list stage=failed', 'It takes `template=<name>` and `label.<key>=<value>`.'],
    ['list --verbose', '`list` takes no "verbose".'],
    ['list 24', 'a time such as `24h`'],
    ['list mine all', '`list` can’t take "all" besides "mine"'],
    ['list 24h 7d', '`list` can’t take "7d" besides "24h": keep one'],
    ['list dry-run', '`list` takes no `dry-run`'],
    ['list in=a/b', '`list` takes no `in`'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });
});

describe('top', () => {
  test.each<[string, object]>([
    ['top', { verb: 'top', scope: 'here' }],
    ['top here', { verb: 'top', scope: 'here' }],
    ['top me', { verb: 'top', scope: 'mine' }],
    ['TOP Mine', { verb: 'top', scope: 'mine' }],
    ['top all,', { verb: 'top', scope: 'all' }],
    ['top "me"', { verb: 'top', scope: 'mine' }],
    ['top “All”,', { verb: 'top', scope: 'all' }],
    ['top "<@U0BO>" here', { verb: 'top', scope: 'here', owner: 'U0BO' }],
    ['top <@U0BO|bo>', { verb: 'top', scope: 'all', owner: 'U0BO' }],
    ['top <@U0BO> here', { verb: 'top', scope: 'here', owner: 'U0BO' }],
  ])('%s', (text, expected) => {
    expect(accepted(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['top al', 'I don’t understand "al". Did you mean `all`?'],
    ['top running', '`top` takes `here`, `me`, `all` and `@somebody`.'],
    ['top 24h', '`top` takes `here`'],
    ['top template=x', '`top` takes `here`'],
    ['top @bo', 'as in `top @ana`'],
    ['top me <@U0BO>', '`top` can’t take somebody else’s as well: leave out one'],
    ['top here all', '`top` can’t take "all" besides "here": keep one'],
    ['top dry-run', '`top` takes no `dry-run`'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });
});

describe('logs', () => {
  const logs = { verb: 'logs', job: a3f9, lines: 20 };
  test.each<[string, object]>([
    ['logs a3f9', logs],
    ['log a3f9 100', { ...logs, lines: 100 }],
    ['logs a3f9 workerpool1-0', { ...logs, replica: 'workerpool1-0' }],
    ['logs a3f9 service 1', { ...logs, lines: 1, replica: 'service' }],
    ['logs a3f9 200 0-3', { ...logs, lines: 200, replica: 'workerpool0-3' }],
    ['logs 8474954081719555745', { ...logs, job: idReference('8474954081719555745') }],
    ['logs --help', { verb: 'help', about: 'logs' }],
  ])('%j', (text, expected) => {
    expect(accepted(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['logs', 'Which job? Write `/job logs <job> [lines] [replica]`.'],
    ['logs ""', 'Which job?'],
    ['logs a3f9 0', '`logs` shows 1 to 200 lines, not 0'],
    ['logs a3f9 5000', '`logs` shows 1 to 200 lines, not 5000'],
    ['logs a3f9 5 6', '`logs` takes one number of lines'],
    ['logs a3f9 0-0 0-1', '`logs` takes one replica'],
    ['logs my job', 'I don’t understand "job": after the job, `logs` takes'],
    ['logs a3f9 dry-run', '`logs` takes no `dry-run`'],
    ['logs a3f9 0-0"', 'The quote at'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });
});

describe('status, help and the menu', () => {
  test.each<[string, object]>([
    ['status a3f9', { verb: 'status', job: a3f9 }],
    ['show A3F9', { verb: 'status', job: { ...a3f9, typed: 'A3F9' } }],
    ['Doctor', { verb: 'doctor' }],
    ['doctor --help', { verb: 'help', about: 'doctor' }],
    ['help', { verb: 'help' }],
    ['--help', { verb: 'help' }],
    ['help run', { verb: 'help', about: 'launch' }],
    ['launch --help', { verb: 'help', about: 'launch' }],
    ['cancel —help', { verb: 'help', about: 'cancel' }],
    ['', { verb: 'menu' }],
    [' \u00a0', { verb: 'menu' }],
  ])('%j', (text, expected) => {
    expect(accepted(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['status', 'Which job? Write `/job status <job>`.'],
    ['status ""', 'Which job?'],
    ['status my job', '`status` takes one job: leave out "job".'],
    ['status a3f9 dry-run', '`status` takes no `dry-run`'],
    ['doctor a3f9', '`doctor` takes no arguments: leave out "a3f9".'],
    ['doctor dry-run', '`doctor` takes no `dry-run`'],
    ['help launch cancel', '`help` takes one command'],
    ['extend', 'Which job? Write `/job extend <job> <how long> [reason]`.'],
    ['extend a3f9', 'For how much longer? Write `/job extend <job> 2h [reason]`.'],
    ['extend a3f9 soon', 'For how much longer?'],
    ['extend a3f9 0h', 'For how much longer?'],
    ['lanch resnet', 'There is no command "lanch". Did you mean `launch`?'],
    ['constructor', 'There is no command "constructor".'],
    ['frobnicate', 'There is no command "frobnicate". `/job help` lists what there is.'],
    ['launch=resnet', 'There is no command "launch=resnet".'],
    ['"open', 'The quote at "\\"open" is never closed'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });

  test.each<[string, string, number, string | undefined]>([
    ['extend a3f9 2h', 'a3f9', 7_200_000, undefined],
    ['extend a3f9 +90m, the last epoch', 'a3f9', 5_400_000, 'the last epoch'],
    ['extend resnet 50 by 1h30m: it converges', 'resnet 50', 5_400_000, 'it converges'],
    ['prolong "the 2h run" 1H', 'the 2h run', 3_600_000, undefined],
  ])('%s', (text, job, ms, reason) => {
    expect(parse(text)).toMatchObject({
      ok: true,
      command: { verb: 'extend', job: { typed: job }, ms, reason },
    });
  });

  test.each<[string, unknown]>([
    ['channel', undefined],
    ['channel Failures', { mode: 'failures' }],
    ['channel quiet broadcast=on', { mode: 'quiet', broadcast: true }],
    ['channel digest=9:05 all', { mode: 'all', digest: 545 }],
    ['channel --digest=off', { digest: 'off' }],
    ['channel broadcast=OFF', { broadcast: false }],
  ])('%s says how much a channel hears', (text, change) => {
    expect(accepted(text)).toEqual({ verb: 'channel', change });
  });

  test.each<[string, string]>([
    ['channel loud', 'I don’t understand "loud". `channel` takes `all`, `failures` or `quiet`'],
    ['channel failure', 'Did you mean `failures`?'],
    ['channel all quiet', '`channel` takes one mode, and "quiet" is another'],
    ['channel all all', '`channel` takes one mode'],
    ['channel digest=off digest=09:00', '`channel` takes one `digest`'],
    ['channel broadcast', 'Write `broadcast=on` or `broadcast=off`.'],
    ['channel broadcast=maybe', '`broadcast` is `on` or `off`, not "maybe".'],
    ['channel digest', 'Write `digest=09:00`, say, or `digest=off`.'],
    ['channel digest=25:00', '`digest` is a time of the day such as `09:00`'],
    ['channel dry-run', '`channel` takes no `dry-run`'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });

  test('the sentences say the slash command that was used', () => {
    const parsed = parseCommand('cancel', { command: '/train' });
    expect(parsed).toMatchObject({ problem: saying('`/train cancel') });
  });
});

describe('watch', () => {
  const fit = (labels: Record<string, string>, name?: string) => ({ kind: 'fit', labels, name });
  const job = { kind: 'job', project: 'p', location: 'l', id: '7' };

  test.each<[string, object]>([
    ['watch', { verb: 'watches' }],
    ['watch label.team=vision', { verb: 'watch', criterion: fit({ team: 'vision' }) }],
    ['watch labels.team="vision" label.x=', { criterion: fit({ team: 'vision', x: '' }) }],
    ['watch “name=ResNet *” label.a=b', { criterion: fit({ a: 'b' }, 'ResNet *') }],
    [`watch name=${'😀'.repeat(128)}`, { criterion: fit({}, '😀'.repeat(128)) }],
    ['watch NAME=*', { criterion: fit({}, '*') }],
    ['unwatch name=a=b', { verb: 'unwatch', criterion: fit({}, 'a=b') }],
    ['watch projects/p/locations/l/customJobs/7', { criterion: job }],
    [
      'watch <https://console.cloud.google.com/vertex-ai/locations/l/training/7?project=p>',
      { criterion: job },
    ],
  ])('%s', (text, command) => {
    expect(accepted(text)).toEqual(expect.objectContaining(command));
  });

  test.each<[string, string]>([
    ['unwatch', 'Repeat it as `/job watch` lists it.'],
    ['watch a3f9', '`/job watch` takes `label.team=vision`'],
    ['watch label.team=Vision', 'No job can have the label "team=Vision"'],
    ['watch label.team=vis*', '`*` is for `name=`'],
    ['watch label.Team=vision', 'No job can have the label'],
    ['watch label.a=b label.a=c', 'one value for `label.a`'],
    ['watch name=a name=b', 'one `name=`'],
    [`watch name=${'x'.repeat(129)}`, '`name=` takes at most 128 characters'],
    ['watch name=""', '`name=` needs a name'],
    ['watch projects/p/locations/l/customJobs/7 name=x', 'leave the rest out'],
    ['watch name=x in=a/b', '`watch` takes no `in`'],
  ])('%s is refused', (text, sentence) => {
    expect(problemOf(text)).toContain(sentence);
  });
});

const word = fc.constantFrom(
  ...[
    'launch',
    'cancel',
    'list',
    'top',
    'status',
    'help',
    'resnet',
    'a3f9',
    'lr=0.1',
    'x=',
    '=',
    'in',
    'in=a/b',
  ],
  ...[
    '--dry-run',
    'dry-run',
    '—max-time=6h',
    'max-cost',
    '"',
    '“a b”',
    "'",
    '""',
    '--',
    '__proto__=1',
    '`',
    '😀',
  ],
);

describe('whatever is typed', () => {
  test('is a command or one bounded sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText({ maxLength: 200 }),
          fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
          fc
            .constantFrom('launch x ', 'cancel ', 'list ', 'xy')
            .map((verb) => verb + 'é'.repeat(3000)),
        ),
        (text) => {
          const parsed = parse(text);
          if (parsed.ok) return;
          expect(written(parsed.problem)).toMatch(/[.?)]$/);
          expect(written(parsed.problem).length).toBeLessThan(400);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each(['`', '"', "'a ", '<https:', '<https:|', '—', 'a=', '\\\\"', '&amp;', '\u200b'])(
    'is read in no time, however long: %s',
    (part) => {
      for (const verb of ['', 'launch x ', 'cancel ', 'status ', 'list ']) {
        expect(parse(`${verb}${part.repeat(10_000)}x`)).toHaveProperty('ok');
      }
    },
    1_000,
  );

  test('what is longer than a command may be is not read at all', () => {
    const length = (count: number) => parse(`launch x y="${'a'.repeat(count)}"`);
    expect(length(19_000)).toMatchObject({ ok: true });
    expect(length(20_000)).toMatchObject({
      ok: false,
      problem: saying('20000 characters'),
    });
  });

  // Put together here, so that no scanner takes this file for a leak.
  const token = ['hf', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345'].join('_');
  test.each([
    token,
    `launch x ${token}`,
    `launch x --${token}`,
    `launch x in=${token}`,
    `launch x max-time=${token}`,
    `status a3f9 ${token}`,
    `logs a3f9 ${token}`,
    `doctor ${token}`,
    `list ${token}`,
    `list @${token}`,
    `list label.team=${token}`,
    `list template=a template=${token}`,
    `list --${token}=x`,
    `watch ${token}`,
    `watch label.team=${token}`,
    `channel ${token}`,
    `channel broadcast=${token}`,
    `channel digest=${token}`,
    `template ${token} x`,
    `template list ${token}`,
    `template show x ${token}`,
    `template save ${token}`,
    `template restore x ${token}`,
  ])('a secret is in no problem: %s', (text) => {
    const parsed = parse(text);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify('problem' in parsed && parsed.problem)).not.toContain('aBcDeF');
  });

  test('parameters keep their values, whatever they are', () => {
    const key = fc
      .stringMatching(/^[a-z][a-z0-9_]{0,10}$/)
      .filter((one) => !['in', 'max_time', 'max_cost', 'dry_run'].includes(one));
    // What Slack and the eye can’t tell apart is changed on purpose.
    const value = fc
      .string({ unit: 'grapheme-composite', maxLength: 30 })
      .filter((one) => !/[<&\p{Cf}\p{Cc}]/u.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 5 }), (given) => {
        const typed = given.map(([name, text]) => `${name}="${text.replaceAll(/["\\]/g, '\\$&')}"`);
        const command = accepted(`launch resnet ${typed.join(' ')}`);
        const expected = Object.groupBy(given, ([name]) => name);
        expect(command).toMatchObject({
          parameters: Object.fromEntries(
            Object.entries(expected).map(([name, values]) => [
              name,
              values?.map(([, text]) => text),
            ]),
          ),
        });
      }),
    );
  });
});
