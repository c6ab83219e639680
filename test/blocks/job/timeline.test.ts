import { describe, expect, test } from 'vitest';
import type { Phase } from '../../../app/domain/job/phase.ts';
import { attemptWords, runTimeOf } from '../../../app/domain/job/run-time.ts';
import type { TimelineFacts } from '../../../app/domain/job/timeline.ts';
import { timelineLines } from '../../../blocks/job/timeline.ts';
import { plainText, richText } from '../../../blocks/kit/render-rich.ts';
import { t0 } from '../samples.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

type Step = readonly [state: string, ms: number];

/** A job that went through these, one after the other, and ended. */
function through(...steps: readonly Step[]): TimelineFacts {
  let at = t0;
  const phases = steps.map(([state, ms]): Phase => {
    const phase = { state, since: at };
    at += ms;
    return phase;
  });
  const startTime = phases.find(({ state }) => state === 'RUNNING')?.since;
  const end = { state: 'SUCCEEDED', since: at };
  return {
    state: 'SUCCEEDED',
    stateSince: at,
    createTime: t0,
    startTime,
    endTime: at,
    phases: [...phases, end],
  };
}

/** Bar and words as they are seen, and as they are heard. */
function shown(job: TimelineFacts, now = t0) {
  const lines = timelineLines(job, now);
  const [section] = richText(lines).elements;
  const texts = section?.type === 'rich_text_section' ? section.elements : [];
  return {
    seen: texts.map((one) => ('text' in one ? one.text : '')).join(''),
    heard: plainText(lines),
  };
}

describe('the phases of a job', () => {
  test('are a bar, a legend and their sum; who hears them hears words alone', () => {
    const job = through(
      ['QUEUED', 40 * second],
      ['PENDING', 6 * minute],
      ['RUNNING', 3 * hour + 2 * minute],
    );
    expect(shown(job)).toEqual({
      seen:
        '⬜🟨🟩🟩🟩🟩🟩🟩🟩🟩🟩🟩\n' +
        '⬜ queued 40 s · 🟨 pending 6 min · 🟩 running 3 h 2 min · 3 h 8 min in all',
      heard: 'queued 40 s · pending 6 min · running 3 h 2 min · 3 h 8 min in all',
    });
  });

  test('of a restart name the attempt', () => {
    const job = through(
      ['PENDING', 4 * minute],
      ['RUNNING', 30 * minute],
      ['PENDING', 10 * minute],
      ['RUNNING', 40 * minute],
    );
    expect(shown(job)).toEqual({
      seen:
        '🟨🟩🟩🟩🟩🟧🟩🟩🟩🟩🟩🟩\n' +
        '🟨 pending 4 min · 🟩 running 30 min · 🟧 interrupted 10 min · 🟩 running 40 min (attempt 2) · 1 h 24 min in all',
      heard:
        'pending 4 min · running 30 min · interrupted 10 min · running 40 min (attempt 2) · 1 h 24 min in all',
    });
  });

  test('of a restart that never came count the run there was, as the words beside it do', () => {
    const job = through(['PENDING', minute], ['RUNNING', 3 * minute], ['PENDING', minute]);
    expect(shown(job).heard).toBe(
      'pending 1 min · running 3 min · interrupted 1 min · 5 min in all',
    );
    const run = runTimeOf(job, t0 + hour);
    expect(run && attemptWords(run)).toBe('');
  });

  test('of a job that went through 37 states are sums, in two lines', () => {
    const restarts = Array.from({ length: 17 }, (): readonly Step[] => [
      ['PENDING', minute],
      ['RUNNING', 10 * minute],
    ]).flat();
    const job = through(
      ['QUEUED', minute],
      ['PENDING', minute],
      ['RUNNING', 10 * minute],
      ...restarts,
    );
    const { seen, heard } = shown(job);
    expect(heard).toBe(
      'queued 1 min · pending 1 min · running 3 h in 18 attempts · interrupted 17 min · 3 h 19 min in all',
    );
    expect(seen.split('\n')).toHaveLength(2);
  });

  test('of less than a second are no words and no cell', () => {
    const job = through(['QUEUED', 200], ['PENDING', 6 * second], ['RUNNING', 9 * second]);
    expect(shown(job).seen).toBe(
      '🟨🟨🟨🟨🟨🟩🟩🟩🟩🟩🟩🟩\n🟨 pending 6 s · 🟩 running 9 s · 15 s in all',
    );
  });

  test('are not told where there is but one: what stands beside it says as much', () => {
    expect(shown(through(['QUEUED', 4 * minute]))).toEqual({ seen: '', heard: '' });
    expect(shown(through(['QUEUED', 0], ['RUNNING', 400]))).toEqual({ seen: '', heard: '' });
  });

  test('that only readings tell are about so long, and a live job’s so far', () => {
    const phases: readonly Phase[] = [
      { state: 'QUEUED', since: t0 },
      { state: 'PENDING', since: t0 + minute, seen: true },
    ];
    const job = { state: 'PENDING', stateSince: t0 + minute, createTime: t0, phases };
    expect(shown(job, t0 + 5 * minute).heard).toBe(
      'queued about 1 min · pending about 4 min · 5 min so far',
    );
  });

  test('in a state nobody knows are told by its name', () => {
    const job = through(['RUNNING', minute], ['HIBERNATING', minute]);
    expect(shown(job).heard).toBe('running 1 min · HIBERNATING 1 min · 2 min in all');
  });
});
