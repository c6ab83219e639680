// A guard warns before it cancels, and stops nothing on what isn't known.

import type { Mutant } from '../mutant.ts';

const story = { file: 'test/domain/guard/guard-step.test.ts', name: 'a thousand random stories' };
const acted = (name: string) => ({ file: 'test/usecase/guard/guard.test.ts', name });
const judged = (name: string) => ({ file: 'test/domain/guard/judge-rule.test.ts', name });

const step = 'app/domain/guard/guard-step.ts';
const follow = 'app/usecase/guard/follow-guard.ts';

export const guards: readonly Mutant[] = [
  {
    name: 'guard-cancels-undelivered',
    why: 'a job is stopped although nobody has been warned',
    file: step,
    find: "if (over.deliveredAt === undefined) return awaitDelivery(over, 'over', now);",
    replace: "if (over.deliveredAt === undefined) return { do: 'cancel' };",
    test: story,
  },
  {
    name: 'guard-one-warning',
    why: 'a job is stopped after one warning',
    file: step,
    find: "if (near === undefined) return { do: 'warn', stage: 'near' };",
    replace: "if (near === undefined) return { do: 'warn', stage: 'over' };",
    test: story,
  },
  {
    name: 'guard-no-grace',
    why: 'the cancel comes with the last warning',
    file: step,
    find: 'const dueAt = over.deliveredAt + rule.graceMs;',
    replace: 'const dueAt = over.deliveredAt;',
    test: story,
  },
  {
    name: 'guard-cancels-on-unknown',
    why: 'a job is stopped on what is not known',
    file: step,
    find: "if (standing.level === 'not-known') return { do: 'wait' };",
    replace: '',
    test: story,
  },
  {
    name: 'guard-tells-only',
    why: 'a guard that only tells cancels',
    file: step,
    find: "if (rule.act === 'tell' || rule.hard === true || cancelledAt !== undefined) return { do: 'wait' };",
    replace: "if (rule.hard === true || cancelledAt !== undefined) return { do: 'wait' };",
    test: story,
  },
  {
    name: 'guard-begins-anew',
    why: 'after an extension a job is stopped without new warnings',
    file: step,
    find: 'const anew = before.round !== round || (wasWarned',
    replace: 'const anew = (wasWarned',
    test: acted('by little is warned of anew, too'),
  },
  {
    name: 'guard-at-most',
    why: 'an upper bound of the cost stops a job that cost less',
    file: 'app/domain/guard/judge-rule.ts',
    find: "if (atMost) return { level: 'not-known', why: 'breaks-not-seen' };",
    replace: '',
    test: judged('cost'),
  },
  {
    name: 'guard-extension-bounded',
    why: 'a job is let run on for ever, whatever the policy says',
    file: 'app/usecase/guard/extend-job.ts',
    find: "if (ms > most || most === 0) return note({ kind: 'extends-too-far', handle, leftMs: most });",
    replace: '',
    test: acted('goes no further than the policy allows'),
  },
  {
    name: 'guard-extension-once',
    why: 'a press that arrives twice extends twice',
    file: 'app/usecase/guard/extend-job.ts',
    find: "if ((await tx.audit.byKey(key)) !== undefined) return note({ kind: 'extended-before', handle });",
    replace: '',
    test: acted('goes no further than the policy allows'),
  },
  {
    name: 'guard-dry-run',
    why: 'a guard that is tried out cancels',
    file: follow,
    find: 'if (isTrial) {',
    replace: 'if (isTrial && step.do !== step.do) {',
    test: acted('a guard that is tried out'),
  },
  {
    name: 'guard-policy-changes',
    why: 'a policy that comes later does not count for what runs',
    file: 'app/usecase/guard/guard-queue.ts',
    find: 'if (rules !== seen) await tx.guards.wakeAll();',
    replace: '',
    test: acted('a policy that comes later counts'),
  },
  {
    name: 'guard-direct',
    why: 'where the channel is closed nobody is warned',
    file: 'app/usecase/guard/note-delivery.ts',
    find: 'await tellDirectly(tx, launchId, threads, key);',
    replace: '',
    test: acted('warnings come by direct message'),
  },
  {
    name: 'guard-on-record',
    why: 'that nobody could be warned is nowhere to be read',
    file: follow,
    find: 'await recordStuck(tx, card, warningKey(rule, progress, step.stage), breach);',
    replace: '',
    test: acted('without them nothing is cancelled, which is on record'),
  },
  {
    name: 'guard-timeout',
    why: 'while the bot is down a guard’s limit does not hold',
    file: 'app/usecase/launch/bounded-by.ts',
    find: 'withGuardTimeout(guards, withMaxDuration(limits, { ...one, guard: launch.guard }));',
    replace: 'withMaxDuration(limits, { ...one, guard: launch.guard });',
    test: acted('is ended by Vertex, too'),
  },
  {
    name: 'guard-anyone',
    why: 'anybody stops anybody’s job',
    file: 'app/usecase/launch/may-cancel.ts',
    find: 'return isPast && policy.rules.guards?.anyoneMayStop === true;',
    replace: 'return isPast;',
    test: acted('may stop it past its guard'),
  },
  {
    name: 'guard-anyone-before',
    why: 'anybody stops a job that is within its limits',
    file: 'app/usecase/launch/may-cancel.ts',
    find: 'return isPast && policy.rules.guards?.anyoneMayStop === true;',
    replace: 'return policy.rules.guards?.anyoneMayStop === true;',
    test: acted('may stop it past its guard'),
  },
  {
    name: 'guard-late-points',
    why: 'GPUs whose points come late are taken for idle',
    file: 'app/usecase/guard/read-readings.ts',
    find: "return verdict.kind === 'busy' ? { kind: 'busy' } : notKnown('use-incomplete');",
    replace: "return verdict.kind === 'busy' ? { kind: 'busy' } : { kind: 'idle', average: 0 };",
    test: { file: 'test/usecase/guard/idle.test.ts', name: 'what isn’t known stops nothing' },
  },
  {
    name: 'guard-reads-for-nothing',
    why: 'Cloud Monitoring is asked for jobs that no guard holds to it',
    file: 'app/usecase/guard/read-readings.ts',
    find: "needs('idle') ? deps.gpuUse.recent(card.job.target.project) : undefined,",
    replace: 'deps.gpuUse.recent(card.job.target.project),',
    test: { file: 'test/usecase/guard/idle.test.ts', name: 'Cloud Monitoring is asked only' },
  },
];
