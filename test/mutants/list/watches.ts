// What goes on by itself: watches, digests, last lines, Homes. Each does what somebody allowed, and once.

import type { Mutant, NamedTest } from '../mutant.ts';

const watching = (name: string): NamedTest => ({ file: 'test/usecase/watch/watch.test.ts', name });

export const watches: readonly Mutant[] = [
  {
    name: 'watch-decided-in-the-loop',
    why: 'somebody who may not launch fills a channel with cards',
    file: 'app/usecase/watch/accept-watch.ts',
    find: 'if (!decision.allowed) return { refusal: refused(decision.why, decision.ask) };',
    replace: '',
    test: watching('is for those who may launch, where the bot can post'),
  },
  {
    name: 'watch-where-it-can-post',
    why: 'a watch begins in a channel where nothing of it will ever be seen',
    file: 'app/usecase/watch/accept-watch.ts',
    find: "return postable.value.kind === 'yes'",
    replace: 'return postable.ok',
    test: watching('is for those who may launch, where the bot can post'),
  },
  {
    name: 'launch-where-it-can-post',
    why: 'a job is bought whose thread can’t be written',
    file: 'app/usecase/launch/accept-launch.ts',
    find: "if (postable.value.kind !== 'yes')",
    replace: "if (postable.value.kind !== 'yes' && !postable.ok)",
    test: {
      file: 'test/usecase/launch/launch.test.ts',
      name: 'where the bot can’t post is refused with the remedy',
    },
  },
  {
    name: 'watch-set-once',
    why: 'a watch that is set twice asks and answers twice for ever',
    file: 'app/usecase/watch/accept-watch.ts',
    find: 'if (duplicate !== undefined) return refuse(deps, claimed, duplicate);',
    replace: '',
    test: watching('is not set twice in a channel'),
  },
  {
    name: 'card-once-in-a-channel',
    why: 'where the bot launched a job itself, the watch of its channel tries for ever to give it a card',
    file: 'app/usecase/watch/post-watched-job.ts',
    find: 'if (!(await tx.threads.insert(thread)))',
    replace: 'if ((await tx.threads.insert(thread)) === undefined)',
    test: {
      file: 'test/usecase/watch/watched-job.test.ts',
      name: 'that the bot launched keeps its one card here, and gets one elsewhere',
    },
  },
  {
    name: 'answered-by-its-end',
    why: 'who cancelled a job in a quiet channel is not told how it ended',
    file: 'app/usecase/poll/record-observation.ts',
    find: '(await tx.cancels.following({ launchId })) !== undefined',
    replace: 'false',
    test: {
      file: 'test/usecase/notification/notification-level.test.ts',
      name: 'is told what people did, and the end of what they cancelled',
    },
  },
  {
    name: 'digests-do-not-pile-up',
    why: 'a channel that is opened again is flooded with the digests of weeks',
    file: 'app/usecase/notification/daily-digest.ts',
    find: 'if (time !== undefined && (await tx.channels.digestWaits(channel))) {',
    replace: 'if (time !== undefined && channel === "") {',
    test: {
      file: 'test/usecase/notification/daily-digest.test.ts',
      name: 'does not pile up while the bot can’t post',
    },
  },
  {
    name: 'digest-of-these-settings',
    why: 'a digest comes although somebody has just switched it off',
    file: 'app/usecase/notification/daily-digest.ts',
    find: 'if (!settled || time === undefined',
    replace: 'if (time === undefined',
    test: {
      file: 'test/usecase/notification/daily-digest.test.ts',
      name: 'is not made by the settings of before, when they were changed meanwhile',
    },
  },
  {
    name: 'home-in-time',
    why: 'bots that wait for their turn to show a Home take each turn when it is too late for them, and no Home is shown any more',
    file: 'app/usecase/home/publish-home.ts',
    find: 'if (lease.deadline - monotonic() <= settings.slackTimeoutMs) return { leave: 0 };',
    replace: '',
    test: {
      file: 'test/usecase/home/home.test.ts',
      name: 'a publish is left to others by who has waited too long to make one',
    },
  },
  {
    name: 'home-of-a-member',
    why: 'a guest sees the team’s jobs at the bot’s Home',
    file: 'app/usecase/home/publish-home.ts',
    find: 'return decision.allowed ?',
    replace: 'return decision.allowed !== null ?',
    test: { file: 'test/usecase/home/home.test.ts', name: 'a Home > is a sentence for a guest' },
  },
  {
    name: 'response-urls-forgotten',
    why: 'a secret address of Slack’s stays for as long as something waits',
    file: 'app/store/repositories/response-urls.ts',
    find: '.set({ response_url: null })',
    replace: ".set({ response_url: 'kept' })",
    test: {
      file: 'test/store/contract.test.ts',
      name: 'on sqlite in memory > response_urls > what waits has one for as long as Slack takes it',
    },
  },
  {
    name: 'owner-by-label-there',
    why: 'somebody who isn’t in the channel is called for a job, which reaches nobody',
    file: 'app/usecase/notification/call-owner.ts',
    find: 'return member.ok && member.value;',
    replace: 'return member.ok;',
    test: {
      file: 'test/usecase/watch/owner-by-label.test.ts',
      name: 'for a watched job with the label > who set the watch is called if its owner isn’t in the channel',
    },
  },
  {
    name: 'owner-by-label-of-watched-jobs',
    why: 'a label that anybody can write calls somebody else for a job launched here',
    file: 'app/domain/permission/called-by-label.ts',
    find: " || origin !== 'watched'",
    replace: '',
    test: {
      file: 'test/domain/permission/called-by-label.test.ts',
      name: 'a job that the bot launched calls who launched it, whatever its labels say',
    },
  },
];
