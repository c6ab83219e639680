// Answers of every kind. A kind that is missing is a type error.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import { typedVerbs } from '../../../app/domain/command/verb-names.ts';
import { draftOf } from '../../../app/domain/form/launch-draft.ts';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import { fillTemplate } from '../../../app/domain/template/fill/fill-template.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { fileName, type Captioned, type Section } from '../exhibit.ts';
import { doctors } from './doctors.ts';
import * as bulks from './bulk-answers.ts';
import * as jobs from './job-answers.ts';
import { logs, unreadLogs } from './log-answers.ts';
import * as limits from './limits.ts';
import { audits } from './audits.ts';
import * as locks from './locks.ts';
import * as notificationLevel from './notification-level.ts';
import * as approvals from './approvals.ts';
import * as policies from './policies.ts';
import * as templates from './template-answers.ts';
import { tops } from './top.ts';
import * as watches from './watch-answers.ts';
import { context, fill, launchOf, now, resnet, targets } from './samples.ts';

type Kind = Answer['kind'];
type Of<K extends Kind> = readonly Captioned<AnswerOf<K>>[];

const displayName = 'resnet gs://acme-data/imagenet lr=0.05';
const { estimate } = launchOf('a3f9');
const unpriced = fill(resnet, { data: 'gs://acme-data/imagenet' }, targets[1]).estimate;

/** At least one sample of every kind. */
export const answers: { readonly [K in Kind]: Of<K> } = {
  'launch-stored': [
    ['A launch', { kind: 'launch-stored', handle: 'a3f9', displayName, estimate }],
    [
      'A launch whose price is not known',
      { kind: 'launch-stored', handle: 'a3f9', displayName, estimate: unpriced },
    ],
  ],
  'launch-waits': approvals.waits,
  voted: approvals.voted,
  'decided-before': approvals.decidedBefore,
  'rerun-asks': jobs.rerunAsks,
  'not-launched': jobs.notLaunched,
  'launch-needs-confirmation': jobs.held,
  'dry-run': templates.dryRuns,
  'cancel-stored': [
    ['A cancel', { kind: 'cancel-stored', handle: 'a3f9', displayName }],
    [
      'Withdrawn while it waited for an approval',
      { kind: 'cancel-stored', handle: 'a3f9', displayName, withdrawn: true },
    ],
  ],
  'already-cancelling': jobs.cancelling,
  'already-finished': jobs.finished,
  list: jobs.lists,
  top: tops,
  status: jobs.statuses,
  outline: jobs.outlines,
  logs,
  'logs-unread': unreadLogs,
  picker: jobs.pickers,
  'cancel-asks': jobs.cancelAsks,
  'let-run': jobs.letRun,
  'bulk-asks': bulks.bulkAsks,
  'bulk-none': bulks.bulkNone,
  'bulk-begun': bulks.bulkBegun,
  'bulk-confirmed': bulks.bulkConfirmed,
  templates: templates.templates,
  template: templates.template,
  'template-history': templates.history,
  'template-diff': templates.diffs,
  'template-saved': templates.saved,
  channel: notificationLevel.channels,
  suppressed: notificationLevel.suppressed,
  'watch-begun': watches.watchBegun,
  'watch-asks': watches.watchAsks,
  'watch-ended': watches.watchEnded,
  watches: watches.watches,
  locks: locks.locks,
  'lock-set': locks.set,
  unlocked: locks.unlocked,
  audit: audits,
  doctor: doctors,
  help: [
    ['All commands', { kind: 'help', command: context.command }],
    [
      'All commands, of which some are for others',
      { kind: 'help', command: context.command, refused: ['launch', 'rerun', 'watch', 'unwatch'] },
    ],
    ...typedVerbs.map(
      (verb) => [`Help for ${verb}`, { kind: 'help', command: context.command, verb }] as const,
    ),
  ],
  note: [['No log', { kind: 'note', note: { kind: 'no-log', handle: 'c4m2', pending: false } }]],
  problem: problems(),
  policy: policies.views,
  refused: [...policies.refusals(), ...locks.refusal, ...limits.refusals],
};

/** Problems as the parser and the templates report them. */
function problems(): Of<'problem'> {
  const typed = ['lunch resnet-train', 'list runing', 'cancel', 'extend a3f9 2h', 'logs a3f9 9999'];
  const mistaken = { parameters: { lr: '99', epoch: '3', data: 'gs://acme-data/imagenet' } };
  const filled = fillTemplate(resnet, mistaken, targets);
  // Not one literal, so that secret scanners don't report this file.
  const token = ['hf', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ'].join('_');
  const secret = { parameters: { data: `gs://b/x?key=${token}` }, target: targets[0] };
  const given = fillTemplate(resnet, secret, targets);
  return [
    ...typed.map((text) => {
      const parsed = parseCommand(text, context);
      const said = parsed.ok ? 'The command was understood after all.' : parsed.problem;
      return [`/job ${text}`, { kind: 'problem', problems: [said] }] as const;
    }),
    [
      'Several mistakes',
      {
        kind: 'problem',
        problems: filled.ok ? [] : filled.problems,
        fix: draftOf(resnet, mistaken, targets),
      },
    ],
    ['A secret', { kind: 'problem', problems: given.ok ? [] : given.problems }],
    [
      'No such job',
      {
        kind: 'problem',
        problems: [{ kind: 'no-such-job', typed: 'zzzz' }],
        hint: { kind: 'ways-to-name-a-job' },
      },
    ],
  ];
}

/** Ephemeral answers. */
export function answerSection(): Section {
  return {
    name: 'answers',
    title: 'Answers',
    about: 'To a command or a press; only the one who asked sees them.',
    exhibits: Object.entries(answers).flatMap(([kind, of]) =>
      of.map(([caption, answer]: Captioned<Answer>) => ({
        name: fileName(`${kind} ${caption}`),
        caption: `${kind}: ${caption}`,
        shown: {
          kind: 'post' as const,
          post: { at: now, message: renderAnswer(answer, context), onlyYou: true },
        },
      })),
    ),
  };
}
