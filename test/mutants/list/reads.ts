// Polls keep within a share of Google's reads, and yet what can't wait is seen at once.

import type { Mutant, NamedTest } from '../mutant.ts';

const paced = (name: string): NamedTest => ({ file: 'test/domain/job/poll-pace.test.ts', name });
const missing = (name: string): NamedTest => ({
  file: 'test/usecase/poll/read-missing.test.ts',
  name,
});
const turn = (name: string): NamedTest => ({ file: 'test/usecase/poll/turn.test.ts', name });
const stretched = (name: string): NamedTest =>
  turn(`a target whose list takes more than the share allows at each tick > ${name}`);

export const reads: readonly Mutant[] = [
  {
    name: 'reads-are-paid-for',
    why: 'ten thousand jobs use up all reads that Google allows, and launches are refused',
    file: 'app/domain/job/poll-pace.ts',
    find: '    costMs(poll.reads, share) + Math.min',
    replace: '    0 + Math.min',
    test: paced('polls of a target > keep within the share over any time, whatever is read'),
  },
  {
    name: 'single-reads-count',
    why: 'what commands and other replicas read comes on top of the share',
    file: 'app/usecase/poll/turn.ts',
    find: 'if (singles > 0) await tx.targets.addReads(target, singles);',
    replace: '',
    test: stretched('reads just launched jobs once a tick, however many replicas tick'),
  },
  {
    name: 'put-off-by-all-replicas',
    why: 'each replica polls as much as all may together',
    file: 'app/store/repositories/targets.ts',
    find: "eb('next_poll_at', '<=', now)",
    replace: "eb('next_poll_at', '>', 0)",
    test: stretched(
      'is polled less often, and what is shown of it becomes stale accordingly later',
    ),
  },
  {
    name: 'stale-by-the-stretched-tick',
    why: 'jobs that are read as often as the share allows are called out of date, and no guard acts',
    file: 'app/usecase/poll/poll-target.ts',
    find: 'twoPollsMs: () => twoPollsMs(pace, deps.twoPollsMs())',
    replace: 'twoPollsMs: () => deps.twoPollsMs()',
    test: stretched(
      'is polled less often, and what is shown of it becomes stale accordingly later',
    ),
  },
  {
    name: 'fresh-are-read',
    why: 'of a job just launched nothing is seen until the long list comes round',
    file: 'app/usecase/poll/poll-target.ts',
    find: "if ('fresh' in turn) return readFresh(deps, turn.fresh);",
    replace: "if ('fresh' in turn) return;",
    test: stretched(
      'shows a just launched job at the next tick all the same, and later its end by the list',
    ),
  },
  {
    name: 'refusals-slow',
    why: 'a region that refuses reads is asked again at each tick, and refuses the launches, too',
    file: 'app/usecase/poll/turn.ts',
    find: 'httpStatus === 429',
    replace: 'httpStatus === 0',
    test: turn('a 429 > of the list makes polls fewer until it answers'),
  },
  {
    name: 'many-ends-within-the-share',
    why: 'a thousand jobs that end at once are read at once, and launches are refused',
    file: 'app/usecase/poll/read-missing.ts',
    find: 'const most = readsAMinute(deps.share);',
    replace: 'const most = missing.length;',
    test: turn(
      'of very many jobs that left the list, each poll reads as many as the share allows a minute',
    ),
  },
  {
    name: 'pages-within-the-share',
    why: 'of a thousand jobs that end at once, each poll reads more than the share allows',
    file: 'app/usecase/poll/read-missing.ts',
    find: 'most - pages',
    replace: 'most',
    test: missing('pages count for the share'),
  },
  {
    name: 'ended-if-shown-as-ended',
    why: 'a job that ended is taken for live again by a list that shows it late',
    file: 'app/usecase/poll/read-missing.ts',
    find: '&& isTerminal(seen.state)',
    replace: '',
    test: missing('each job is what a read of its own says'),
  },
  {
    name: 'slow-polls-are-no-trouble',
    why: 'one failure where polls are a minute apart is told to the ops channel as a trouble',
    file: 'app/domain/trouble/unread-target.ts',
    find: 'polls * evenMs(pace)',
    replace: '0',
    test: {
      file: 'test/domain/trouble/unread-target.test.ts',
      name: 'a target that is polled every 34 s, and was read after the first of six such polls',
    },
  },
];
