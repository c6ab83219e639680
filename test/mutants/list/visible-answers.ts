// Nobody sees a job that is not theirs to see, whatever they ask it of.

import type { Mutant, NamedTest } from '../mutant.ts';

const sees = (name: string): NamedTest => ({
  file: 'test/usecase/permission/who-sees.test.ts',
  name,
});
const home = (name: string): NamedTest => ({ file: 'test/usecase/home/home.test.ts', name });

export const visibleAnswers: readonly Mutant[] = [
  {
    name: 'visible-by-handle',
    why: 'a handle is enough to read a private channel’s job',
    file: 'app/usecase/permission/see.ts',
    find: "if (seen === 'all') return",
    replace: "if (seen !== 'outline') return",
    test: sees('is there for its owner everywhere, and for who is in the channel'),
  },
  {
    name: 'visible-in-lists',
    why: 'lists name what they should count',
    file: 'app/usecase/job/list-jobs.ts',
    find: 'const query = { ...queryOf(filter, requester, tx.now), seenBy };',
    replace:
      'const query = { ...queryOf(filter, requester, tx.now), seenBy: seenBy && undefined };',
    test: sees('is counted in lists, and shown to who is there'),
  },
  {
    name: 'visible-at-home',
    why: 'Home shows the jobs of private channels to everybody',
    file: 'app/usecase/home/read-home.ts',
    find: 'notBy: userId, seenBy,',
    replace: 'notBy: userId, seenBy: seenBy && undefined,',
    test: home('counts the jobs there, and sums them up'),
  },
  {
    name: 'visible-policy-rules',
    why: 'doctor tells everybody the rules of channels that they are not in',
    file: 'app/usecase/doctor/check-policy.ts',
    find: 'channelsOf(one).every((id) => open?.has(id) ?? true)',
    replace: 'channelsOf(one).length >= 0',
    test: {
      file: 'test/usecase/doctor/check-policy.test.ts',
      name: 'rules of a channel are for who is in it and for admins, and counted for others',
    },
  },
  {
    name: 'visible-as-duplicate',
    why: 'the same launch tells what runs in a private channel',
    file: 'app/usecase/launch/request/store-launch.ts',
    find: 'list({ template, seenBy,',
    replace: 'list({ template, seenBy: seenBy && undefined,',
    test: sees('is not told as the same that runs already'),
  },
  {
    name: 'watch-counts-the-hidden',
    why: 'a watch tells somebody outside how many jobs of a private channel fit it',
    file: 'app/domain/watch/watch.ts',
    find: "if (isHidden(seen)) after.push({ ...job, state: 'left' });\n      else if",
    replace: 'if',
    test: {
      file: 'test/usecase/permission/who-sees.test.ts',
      name: 'a job in a private channel > is not counted by a watch of somebody outside, nor asked about',
    },
  },
  {
    name: 'visible-by-watches',
    why: 'a watch takes a job out of a private channel for somebody outside',
    file: 'app/usecase/watch/post-watched-job.ts',
    find: 'if (!(await seesLaunch(tx, viewer, launchId)))',
    replace: 'if (!(await seesLaunch(tx, viewer, launchId)) && viewer === undefined)',
    test: sees('is taken by no watch of somebody outside'),
  },
  {
    name: 'visible-by-re-run',
    why: 'a card names a job of another channel',
    file: 'app/usecase/job/card-in.ts',
    find: 'const isThere = rerunOf?.channel === thread.channel;',
    replace: 'const isThere = rerunOf?.channel !== thread.channel;',
    test: sees('is not named where it is not: by a re-run of it, nor the re-run in it'),
  },
  {
    name: 'visible-by-guess',
    why: 'of two jobs of one name the wrong one is cancelled while Slack is slow',
    file: 'app/usecase/job/job-candidates.ts',
    find: 'if (all.length > begun.length) return undefined;',
    replace: '',
    test: sees('of several jobs of one name none is cancelled by guess'),
  },
  {
    name: 'visible-while-unsure',
    why: 'where Slack does not answer, the answer tells that there is something',
    file: 'app/usecase/job/find-job.ts',
    find: 'if (uncertain && fits.length === 0) return notYet;',
    replace: '',
    test: sees('it is hidden, and nothing is said of it'),
  },
  {
    name: 'visible-once-known',
    why: 'who is in the channel is shown an outline, since Slack was not asked yet',
    file: 'app/usecase/job/find-job.ts',
    find: 'if (uncertain && there.length > 0) return { ...notYet, withheld };',
    replace: '',
    test: sees('cancel: is answered once it has'),
  },
];
