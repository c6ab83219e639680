// A job’s name is shown without the values of its secret parameters, wherever it is shown.

import type { Mutant, NamedTest } from '../mutant.ts';

const naming = (name: string): NamedTest => ({
  file: 'test/blocks/answer/shown-name.test.ts',
  name,
});

export const displayNames: readonly Mutant[] = [
  {
    name: 'name-in-notice',
    why: 'a direct message shows the value of a secret parameter in a job’s name',
    file: 'blocks/notification/parked-notice.ts',
    find: 'quoteBold(shownName(launch))',
    replace: 'quoteBold(launch.body.displayName)',
    test: {
      file: 'test/blocks/notification/notice.test.ts',
      name: 'a thread that can’t be posted has no secret',
    },
  },
  {
    name: 'name-in-line',
    why: 'an answer shows the value of a secret parameter in a job’s name',
    file: 'blocks/job/job-line.ts',
    find: 'quoteBold(shownName(launch)), ',
    replace: 'quoteBold(launch.body.displayName), ',
    test: naming('a line'),
  },
  {
    name: 'name-in-list-line',
    why: 'a picker or Home shows the value of a secret parameter in a job’s name',
    file: 'blocks/job/job-line.ts',
    find: 'quoteBold(shownName(launch), bounds.word)',
    replace: 'quoteBold(launch.body.displayName, bounds.word)',
    test: naming('the line of a list'),
  },
  {
    name: 'name-in-cancel',
    why: 'the question before a cancel shows the value of a secret parameter',
    file: 'blocks/job/card-buttons.ts',
    find: 'shownName(launch)',
    replace: 'launch.body.displayName',
    test: naming('the question before a cancel'),
  },
  {
    name: 'name-in-cancelled',
    why: 'the answer to a cancel shows the value of a secret parameter',
    file: 'app/usecase/cancel/request-cancel.ts',
    find: 'displayName: shownName(launch)',
    replace: 'displayName: launch.body.displayName',
    test: naming('the answer to a cancel'),
  },
  {
    name: 'name-in-menu',
    why: 'a menu shows the value of a secret parameter in a job’s name',
    file: 'blocks/list/picker.ts',
    find: 'shownName(launch)}',
    replace: 'launch.body.displayName}',
    test: naming('the menu of a picker'),
  },
  {
    name: 'name-in-held',
    why: 'what was held back shows the value of a secret parameter',
    file: 'blocks/answer/suppressed.ts',
    find: 'quoteBold(shownName(launch))',
    replace: 'quoteBold(launch.body.displayName)',
    test: naming('what was held back'),
  },
  {
    name: 'name-in-digest',
    why: 'a digest shows the value of a secret parameter in a job’s name',
    file: 'blocks/notification/digest-launches.ts',
    find: 'quoteBold(shownName(launch), bounds.word)',
    replace: 'quoteBold(launch.body.displayName, bounds.word)',
    test: naming('the lines of a digest'),
  },
];
