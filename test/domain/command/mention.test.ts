import { describe, expect, test } from 'vitest';
import { namedJob, withThreadJob } from '../../../app/domain/command/mention.ts';

describe('in the thread of a3f9', () => {
  test.each([
    ['', 'status a3f9'],
    ['cancel', 'cancel a3f9'],
    ['Stop wrong dataset', 'Stop a3f9 wrong dataset'],
    ["cancel it's too slow", "cancel a3f9 it's too slow"],
    ['logs 50', 'logs a3f9 50'],
    ['rerun lr=1e-4 data="a b"', 'rerun a3f9 lr=1e-4 data="a b"'],
    ['cancel 9007199254740993123', 'cancel 9007199254740993123'],
    ['status projects/p/locations/l/customJobs/42', 'status projects/p/locations/l/customJobs/42'],
    ['kill wrong dataset', 'kill a3f9 wrong dataset'],
    ['retry lr=1', 'retry a3f9 lr=1'],
    ['`logs 50`', 'logs a3f9 50'],
    ['show me the logs', 'logs a3f9'],
    ['Show me its log please?', 'log a3f9'],
    ['show the status', 'status a3f9'],
    ['show me the money', 'show a3f9 me the money'],
    ['cancel last', 'cancel last'],
    ['stop last one was better', 'stop a3f9 last one was better'],
    ['logs last 50', 'logs a3f9 last 50'],
    ['stop!', 'stop! a3f9'],
    [
      'cancel https://acme.slack.com/archives/C0ML/p1795534100000100',
      'cancel https://acme.slack.com/archives/C0ML/p1795534100000100',
    ],
    ['list mine', 'list mine'],
    ['launch hello', 'launch hello'],
    ['cancel "unclosed', 'cancel a3f9 "unclosed'],
    ['/job logs', 'logs a3f9'],
    ['`/job logs`', 'logs a3f9'],
    ['/Job cancel too slow', 'cancel a3f9 too slow'],
    ['/job', 'status a3f9'],
    ['`/job show me the logs`', 'logs a3f9'],
    ['`show me the logs`', 'logs a3f9'],
    ['&gt; cancel', 'cancel a3f9'],
    ['&gt; `/job rerun lr=1`', 'rerun a3f9 lr=1'],
    ['/other logs', '/other logs'],
    ['/job list mine', '/job list mine'],
  ])('%j means %j', (text, command) => {
    expect(withThreadJob(text, 'a3f9', false, '/job')).toBe(command);
  });

  test('another job that is named stays that job', () => {
    expect(namedJob('cancel b2k7 too slow', '/job')).toBe('b2k7');
    expect(namedJob('/job cancel b2k7', '/job')).toBe('b2k7');
    expect(namedJob('rerun lr=1', '/job')).toBeUndefined();
    expect(namedJob('list mine', '/job')).toBeUndefined();
    expect(withThreadJob('cancel b2k7 too slow', 'a3f9', true, '/job')).toBe(
      'cancel b2k7 too slow',
    );
  });
});
