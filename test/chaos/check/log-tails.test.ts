import { describe, expect, test } from 'vitest';
import { checkRun } from './check-run.ts';
import { buildEvidence } from '../evidence/build-evidence.ts';
import {
  at,
  card,
  job,
  launched,
  reply,
  root,
  running,
  tellLaunched,
  tellRunning,
  update,
} from '../evidence/samples.ts';

const tail = '\nThe last lines of its log (times in UTC):\nValueError';
const crashed = {
  ...job,
  scenario: 'crash',
  state: 'FAILED',
  history: [...job.history.slice(0, 3), { state: 'FAILED', at: at(1_003.5) }],
};
const failed = reply('1004.000001', '@ana Failed after 1 s.', 'd3');
const change = { kind: 'state', to: 'FAILED' };
const tellFailed = update({
  seq: 3,
  payload: { kind: 'job', change },
  delivery_id: 'd3',
  sent_ts: failed.ts,
});
const tellTail = update({
  seq: 4,
  payload: { kind: 'log-tail', completes: 'key3' },
  delivery_id: 'd4',
  sent_ts: failed.ts,
});
const completed = { ...failed, rendered: failed.rendered + tail };

function violations(
  end: typeof failed,
  more: readonly (typeof failed)[],
  tails: readonly unknown[],
) {
  return checkRun(
    buildEvidence({
      messages: [{ ...root, rendered: card('FAILED') }, launched, running, end, ...more],
      jobs: [crashed],
      rows: { updates: [tellLaunched, tellRunning, tellFailed, ...tails] },
    }),
  ).violations;
}

describe('the last lines of a log', () => {
  test('stand in the reply they complete', () => {
    expect(violations(completed, [], [tellTail])).toEqual([]);
  });

  test('are missed where they could be read', () => {
    expect(violations(failed, [], [])).toEqual([
      { kind: 'lost', what: 'the last lines of abcd could be read, and are not told' },
    ]);
  });

  test('are missed where they are said to be told, and are not', () => {
    expect(violations(failed, [], [tellTail])).toEqual([
      expect.objectContaining({
        kind: 'lost',
        what: expect.stringMatching(/update 4 \(log-tail\)/) as string,
      }),
    ]);
  });

  test('are told once', () => {
    const twice = { ...failed, rendered: failed.rendered + tail + tail };
    expect(violations(twice, [], [tellTail])).toContainEqual({
      kind: 'repeated',
      what: 'the last lines of abcd are told 2 times in C0MLJOBS',
    });
  });

  test('need not be told where the log could not be read', () => {
    const servers = buildEvidence({
      messages: [{ ...root, rendered: card('FAILED') }, launched, running, failed],
      jobs: [crashed],
      rows: { updates: [tellLaunched, tellRunning, tellFailed] },
    });
    const requests = [{ call: 'logs', fault: 'close-before', status: null }];
    expect(checkRun({ ...servers, vertex: { ...servers.vertex, requests } }).violations).toEqual(
      [],
    );
  });
});
