// What people type who have not read the help.

import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import { readJobReference } from '../../../app/domain/job/job-reference.ts';
import { withoutMarkup } from '../../../app/domain/text/without-markup.ts';
import { saying } from '../text/written.ts';

const parse = (text: string) => parseCommand(text, { command: '/job' });
const launch = (parameters: object, more: object = {}) => ({
  ok: true,
  command: { verb: 'launch', template: 'hello', parameters, dryRun: false, ...more },
});

describe('values', () => {
  test.each<[string, object]>([
    ['launch hello --lr 0.1', launch({ lr: ['0.1'] })],
    ['launch hello --lr=0.1', launch({ lr: ['0.1'] })],
    ['launch hello lr: 0.1', launch({ lr: ['0.1'] })],
    ['launch hello lr:0.1', launch({ lr: ['0.1'] })],
    ['launch hello lr = 0.1', launch({ lr: ['0.1'] })],
    ['launch hello lr =0.1', launch({ lr: ['0.1'] })],
    ['launch hello lr= 0.1', launch({ lr: ['0.1'] })],
    ['launch hello --note "a b" lr: 1', launch({ note: ['a b'], lr: ['1'] })],
    ['launch hello lr : 0.1', launch({ lr: ['0.1'] })],
    ['launch hello lr :0.1 n : 2', launch({ lr: ['0.1'], n: ['2'] })],
    ['launch hello note: "a b" n : “c d”', launch({ note: ['a b'], n: ['c d'] })],
    ['launch hello data:/gcs/b/x', launch({ data: ['/gcs/b/x'] })],
    // Nothing in quotes is a value.
    ['launch hello note="" lr=1', launch({ note: [''], lr: ['1'] })],
    ['launch hello note = "" lr=1', launch({ note: [''], lr: ['1'] })],
    ['launch hello note ="" lr=1', launch({ note: [''], lr: ['1'] })],
    ['launch hello note:"" lr=1', launch({ note: [''], lr: ['1'] })],
    // Code marks around a value are its marks; in quotes, or in the middle, they are its letters.
    ['launch hello n=`x` lr=`0.1`', launch({ n: ['x'], lr: ['0.1'] })],
    ['launch hello n=`a b` --lr=`0.1` m:`c`', launch({ n: ['a b'], lr: ['0.1'], m: ['c'] })],
    ['launch hello n = `x` m: `y`', launch({ n: ['x'], m: ['y'] })],
    ['launch hello n=```x```', launch({ n: ['x'] })],
    ['launch hello tags=`a`,`b c`', launch({ tags: ['a,b c'] })],
    ['launch hello `lr`=`0.1` *n*=2 _m_: 3', launch({ lr: ['0.1'], n: ['2'], m: ['3'] })],
    ['launch hello n="`x`"', launch({ n: ['`x`'] })],
    ['launch hello n="a `x` b"', launch({ n: ['a `x` b'] })],
    ['launch hello n=a`x`b m=`x`y o=`', launch({ n: ['a`x`b'], m: ['`x`y'], o: ['`'] })],
    ['launch hello note = *bold*', launch({ note: ['bold'] })],
    ['launch hello n=*x* m=_y_', launch({ n: ['*x*'], m: ['_y_'] })],
    // A place and a duration have no marks and no comma.
    ['launch hello in=*europe-west4*, lr=1', launch({ lr: ['1'] }, { location: 'europe-west4' })],
    ['launch hello max-time=*6h*', launch({}, { maxTimeMs: 21_600_000 })],
    ['launch --lr 0.1 hello', launch({ lr: ['0.1'] })],
    ['launch hello dry run', launch({}, { dryRun: true })],
    ['launch hello lr=1 dry run', launch({ lr: ['1'] }, { dryRun: true })],
    ['launch hello --max-time 6h', launch({}, { maxTimeMs: 21_600_000 })],
    ['launch hello max-time: 6h', launch({}, { maxTimeMs: 21_600_000 })],
    ['launch hello in=europe-west4', launch({}, { location: 'europe-west4' })],
    ['launch hello in europe-west4', launch({}, { location: 'europe-west4' })],
    ['launch hello in=Europe-West4', launch({}, { location: 'europe-west4' })],
    [
      'launch hello in=projects/ml-prod/locations/US-Central1',
      launch({}, { target: { project: 'ml-prod', location: 'us-central1' } }),
    ],
    ['/job: launch hello', launch({})],
    ['• launch hello', launch({})],
    ['- launch hello', launch({})],
    ['&gt; 1. `/job launch hello`', launch({})],
    ['launch hello data=gs://b/x', launch({ data: ['gs://b/x'] })],
    ['start hello', launch({})],
    // What divides a value from the next is no part of it.
    [
      'launch hello data: gs://x/y, lr: 0.2 in europe-west4',
      launch({ data: ['gs://x/y'], lr: ['0.2'] }, { location: 'europe-west4' }),
    ],
    ['launch hello note=a, lr=0.1', launch({ note: ['a'], lr: ['0.1'] })],
    ['launch hello note=a; lr=0.1;', launch({ note: ['a'], lr: ['0.1'] })],
    ['launch hello note=a , lr=0.1 ,', launch({ note: ['a'], lr: ['0.1'] })],
    ['launch hello note=a, dry-run, lr=1', launch({ note: ['a'], lr: ['1'] }, { dryRun: true })],
    ['launch hello note=a, dry run, lr=1', launch({ note: ['a'], lr: ['1'] }, { dryRun: true })],
    ['launch hello --note a, max-time 6h', launch({ note: ['a'] }, { maxTimeMs: 21_600_000 })],
    ['launch note=a, hello, lr=1', launch({ note: ['a'], lr: ['1'] })],
    ['launch hello, note=a', launch({ note: ['a'] })],
    ['launch hello note="a b", n=`x`, m=1', launch({ note: ['a b'], n: ['x'], m: ['1'] })],
    // And these were meant.
    [
      'launch hello tags=a,b, note="a," m="b,", n=1',
      launch({ tags: ['a,b'], note: ['a,'], m: ['b,'], n: ['1'] }),
    ],
    ['launch hello sep=, n=1', launch({ sep: [','], n: ['1'] })],
    ['launch hello sep = , n=1', launch({ sep: [','], n: ['1'] })],
    ['launch hello tags=a\\, n=1', launch({ tags: ['a\\,'], n: ['1'] })],
    ['launch hello --dry run', launch({}, { dryRun: true })],
    ['launch hello lr=1 —dry run', launch({ lr: ['1'] }, { dryRun: true })],
    ['launch hello dryrun', launch({}, { dryRun: true })],
    ['launch hello --dryrun lr=1', launch({ lr: ['1'] }, { dryRun: true })],
    ['launch hello "lr"=0.1', launch({ lr: ['0.1'] })],
    ['launch hello "lr"="a b", --“n”=2', launch({ lr: ['a b'], n: ['2'] })],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  test.each([
    'launch hello gs://b/x',
    'launch hello two',
    'launch hello --lr',
    'launch hello note="" two',
    'launch hello note = "" two',
    'launch hello note ="" two',
    'launch hello note:"" two',
    'launch hello foo::bar',
    'launch : hello',
    // What stands behind the mark means something by itself.
    'launch hello note : dry-run',
    'launch hello note = dry-run',
    'launch hello note : max-time=6h',
    'launch hello note : in=a/us-central1',
    'launch hello note : steps=5',
    'launch hello note :tada:',
    'launch hello note :',
    'launch hello note=a, b',
    '- launch hello\n- launch two',
    'launch hello "lr=0.1"',
    'launch hello "dry" run',
    'launch hello note : dry-run, lr=1',
  ])('%s is still asked about', (text) => expect(parse(text).ok).toBe(false));
});

describe('other words', () => {
  test.each<[string, object]>([
    ['kill a3f9', { verb: 'cancel' }],
    ['templates', { verb: 'template', action: 'list' }],
    ['template hello', { verb: 'template', action: 'show', name: 'hello' }],
    ['launch', { verb: 'menu' }],
    ['list failed today', { states: ['FAILED'], sinceMs: 86_400_000 }],
    ['list failures', { states: ['FAILED'] }],
    ['list error', { states: ['FAILED'] }],
    ['list fail', { states: ['FAILED'] }],
    ['list failed.', { states: ['FAILED'] }],
    ['list running jobs', { scope: 'here', states: ['RUNNING'] }],
    ['list my jobs', { scope: 'mine' }],
    ['list last 24h', { sinceMs: 86_400_000 }],
    ['list failed since 24h', { states: ['FAILED'], sinceMs: 86_400_000 }],
    ['list state=failed since=24h', { states: ['FAILED'], sinceMs: 86_400_000 }],
    ['list State: failed, since: 24h', { states: ['FAILED'], sinceMs: 86_400_000 }],
    ['list owner=<@U0BO|bo>', { owner: 'U0BO' }],
    ['list by <@U0BO>, failed', { owner: 'U0BO', states: ['FAILED'] }],
    ['list label team=vision', { label: { key: 'team', value: 'vision' } }],
    ['watch label team=vision', { criterion: { labels: { team: 'vision' } } }],
    [
      'watch labels: team=vision name=x*',
      { criterion: { labels: { team: 'vision' }, name: 'x*' } },
    ],
    ['logs a3f9 50 lines', { lines: 50 }],
    ['logs a3f9 last 50 lines', { lines: 50 }],
    ['logs a3f9 --tail 50', { lines: 50 }],
    ['logs a3f9 tail=50', { lines: 50 }],
    ['list <@U0BO|bo>', { owner: 'U0BO' }],
    ['watch team=vision', { criterion: { kind: 'fit', labels: { team: 'vision' } } }],
    ['watch name=resnet*', { criterion: { kind: 'fit', name: 'resnet*' } }],
    ['watch team = vision', { criterion: { labels: { team: 'vision' } } }],
    [
      'watch team: vision, label.tier = prod',
      { criterion: { labels: { team: 'vision', tier: 'prod' } } },
    ],
    ['watch --label.team vision', { criterion: { labels: { team: 'vision' } } }],
    ['watch label.x= label.team=a', { criterion: { labels: { x: '', team: 'a' } } }],
    [
      'watch label.team=`vision` name = "a b"',
      { criterion: { labels: { team: 'vision' }, name: 'a b' } },
    ],
    ['unwatch name : *net*', { verb: 'unwatch', criterion: { name: '*net*' } }],
    // A pattern keeps its stars, however it is given.
    ['watch name *net*', { criterion: { name: '*net*' } }],
    ['watch Name: *net* team=x', { criterion: { name: '*net*', labels: { team: 'x' } } }],
    ['/job watch name:  *net*', { criterion: { name: '*net*' } }],
    ['unwatch name _x_', { verb: 'unwatch', criterion: { name: '_x_' } }],
    ['list <@U0BO|bo>, failed', { owner: 'U0BO', states: ['FAILED'] }],
    ['channel quiet, broadcast=on', { change: { mode: 'quiet', broadcast: true } }],
    ['channel digest=9:00, quiet', { change: { mode: 'quiet', digest: 540 } }],
    ['list template = hello', { template: 'hello' }],
    ['list template: hello failed', { template: 'hello', states: ['FAILED'] }],
    ['list template hello', { template: 'hello' }],
    ['list label.team = vision all', { label: { key: 'team', value: 'vision' }, scope: 'all' }],
    ['list labels.team:`vision`', { label: { key: 'team', value: 'vision' } }],
    ['list label.x= failed', { label: { key: 'x', value: '' }, states: ['FAILED'] }],
    ['list failed, running', { states: ['FAILED', 'RUNNING'] }],
    ['list failed,running label.a=b, 24h', { states: ['FAILED', 'RUNNING'], sinceMs: 86_400_000 }],
    ['template save big from=a3f9', { action: 'save', name: 'big', from: { handle: 'a3f9' } }],
    ['template save big from : a3f9', { action: 'save', name: 'big', from: { handle: 'a3f9' } }],
    ['template show hello version 3', { action: 'show', name: 'hello', number: 3 }],
    ['template show hello v = 3', { action: 'show', name: 'hello', number: 3 }],
    ['template history hello before: v4', { action: 'history', olderThan: 4 }],
    ['template history version 3', { action: 'history', name: 'version', before: 3 }],
    ['channel digest = 09:00 broadcast: on', { change: { digest: 540, broadcast: true } }],
    ['channel digest 9:00', { change: { digest: 540 } }],
    ['logs a3f9 lines=50 replica: 0-1', { lines: 50, replica: 'workerpool0-1' }],
    ['logs a3f9 -n 50', { lines: 50 }],
    ['cancel "bert base", too slow', { job: { typed: 'bert base' }, reason: 'too slow' }],
    ['cancel "bert base,"', { job: { typed: 'bert base,' } }],
    ['cancel last, wrong', { job: { kind: 'last' }, reason: 'wrong' }],
    ['cancel last: wrong', { job: { kind: 'last' }, reason: 'wrong' }],
    ['rerun last, dry-run', { job: { kind: 'last' }, dryRun: true }],
    ['rerun “bert base”, lr=1', { job: { typed: 'bert base' }, parameters: { lr: ['1'] } }],
    ['logs last,', { verb: 'logs', job: { kind: 'last' } }],
    ['status "bert base".', { verb: 'status', job: { typed: 'bert base' } }],
    ['cancel a3f9 the dry run was enough', { reason: 'the dry run was enough' }],
    ['cancel a3f9 dry data', { reason: 'dry data' }],
    ['cancel a3f9 "dry run"', { reason: 'dry run' }],
  ])('%s', (text, command) => {
    expect(parse(text)).toMatchObject({ ok: true, command });
  });

  test('what is done has ended in any way', () => {
    expect(parse('list done')).toMatchObject({
      command: { states: expect.arrayContaining(['SUCCEEDED', 'FAILED', 'CANCELLED']) as unknown },
    });
  });

  test.each([
    'dry-run',
    'dry run',
    'Dry Run.',
    'dry-run, please',
    '--dry run',
    '—dry run',
    '--dry',
    'dryrun',
  ])('a cancel is no rehearsal: %s', (typed) => {
    for (const job of ['a3f9', 'a3f9,', '"bert base"']) {
      expect(parse(`cancel ${job} ${typed}`)).toMatchObject({
        ok: false,
        problem: saying('`cancel` takes no `dry-run`'),
      });
    }
  });

  test.each([
    'list last',
    'list last failed',
    'list state=24h',
    'list since=failed',
    'list owner=bo',
    'list team=vision',
    'list label failed',
    'watch label',
    'watch label name=x',
    'logs a3f9 lines',
    'logs a3f9 last',
  ])('%s is still asked about', (text) => expect(parse(text).ok).toBe(false));

  test('a mistyped action of a template is no name', () => {
    expect(parse('template shwo').ok).toBe(false);
  });
});

describe('jobs', () => {
  test.each([
    ['#a3f9', { kind: 'handle', handle: 'a3f9' }],
    ['a3f9.', { kind: 'handle', handle: 'a3f9' }],
    ['last', { kind: 'last' }],
    ['last,', { kind: 'last' }],
    ['Latest:', { kind: 'last' }],
    ['9007199254740993123,', { kind: 'id', id: '9007199254740993123' }],
    ['projects/p/locations/l1/customJobs/42.', { kind: 'resource', id: '42' }],
    [
      'https://console.cloud.google.com/vertex-ai/locations/l1/training/42?project=p,',
      { kind: 'resource', project: 'p' },
    ],
    [
      'https://acme.slack.com/archives/C0ML/p1795534100000100.',
      { kind: 'card', channel: 'C0ML', ts: '1795534100.000100' },
    ],
    [
      'https://acme.slack.com/archives/C0ML/p1795534200000100?thread_ts=1795534100.000100,',
      { kind: 'card', ts: '1795534100.000100' },
    ],
    ['bert base,', { kind: 'name', typed: 'bert base,' }],
    [
      'https://acme.slack.com/archives/C0ML/p1795534100000100',
      { kind: 'card', channel: 'C0ML', ts: '1795534100.000100' },
    ],
    [
      'https://acme.slack.com/archives/C0ML/p1795534200000100?thread_ts=1795534100.000100&cid=C0ML',
      { kind: 'card', ts: '1795534100.000100' },
    ],
    ['https://evil.example/archives/C0ML/p1795534100000100', { kind: 'name' }],
  ])('%s', (typed, expected) => {
    expect(readJobReference(typed)).toMatchObject(expected);
  });
});

describe('a command with the marks it was copied with', () => {
  test.each([
    ['`launch hello steps=6 dry-run`', 'launch hello steps=6 dry-run'],
    ['```launch hello```', 'launch hello'],
    ['launch `hello` `steps=6` dry-run', 'launch hello steps=6 dry-run'],
    ['*launch* hello', 'launch hello'],
    ['**launch** _hello_', 'launch hello'],
    ['> launch hello', 'launch hello'],
    ['*`launch hello`*', 'launch hello'],
    ['“launch hello steps=6”', 'launch hello steps=6'],
    ['*launch hello greeting="x y"*', 'launch hello greeting="x y"'],
    // What stands in quotes was typed so.
    ['launch hello greeting="a *b* c" steps=3', 'launch hello greeting="a *b* c" steps=3'],
    ['run t msg="hello `code` _it_ ~/a and b~"', 'run t msg="hello `code` _it_ ~/a and b~"'],
    ['run t globs="a *.csv,*.json* b"', 'run t globs="a *.csv,*.json* b"'],
    ["run t msg='a *b* c' *steps=3*", "run t msg='a *b* c' steps=3"],
    ['cancel a3f9 don’t *stop* it', 'cancel a3f9 don’t stop it'],
    ['‘launch hello steps=6’', 'launch hello steps=6'],
    ['launch hello *steps*=6 `--lr`=1', 'launch hello steps=6 --lr=1'],
    ['launch hello m="a *b*=c d" *n*=1', 'launch hello m="a *b*=c d" n=1'],
    ['watch name=*net*', 'watch name=*net*'],
    ['watch name=resnet* label.a=b', 'watch name=resnet* label.a=b'],
  ])('%s', (text, expected) => {
    expect(withoutMarkup(text)).toBe(expected);
  });

  test('is understood, with the name of the slash command as well', () => {
    expect(parse('`/job launch hello`')).toEqual(launch({}));
  });

  test('is read in no time, however long', () => {
    for (const mark of ['`', '*', '_', '` `', ' *a']) {
      const begun = performance.now();
      withoutMarkup(mark.repeat(20_000 / mark.length));
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });
});
