// What each problem of a typed command says: one table, as long as there are problems.

import type { CommandProblem } from '../../../app/domain/command/parse/command-problem.ts';
import { savedNameRule } from '../../../app/domain/template/template-save.ts';
import { sentence, together, type Sentence } from '../../../app/domain/text/sentence.ts';
import { didYouMean, dollars } from '../../kit/phrases.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';
import { templateUsage } from './template-usage.ts';

const jobUsage = {
  cancel: 'cancel <job> [reason]',
  extend: 'extend <job> <how long> [reason]',
  logs: 'logs <job> [lines] [replica]',
  rerun: 'rerun <job> [key=value …]',
  status: 'status <job>',
} as const;

/** What a verb takes, where a word has no place in it. */
const rules = {
  launch: sentence`Parameters are written \`key=value\`, and values with spaces in quotes.`,
  list: sentence`\`list\` takes \`here\`, \`mine\` or \`all\`, states such as \`running\`, a time such as \`24h\`, \`template=<name>\` and \`label.<key>=<value>\`.`,
  top: sentence`\`top\` takes \`here\`, \`me\`, \`all\` and \`@somebody\`.`,
  audit: sentence`\`audit\` takes a job, \`@somebody\`, \`template=<name>\` and a time such as \`7d\`.`,
  channel: sentence`\`channel\` takes \`all\`, \`failures\` or \`quiet\`, \`broadcast=on\` or \`off\`, and \`digest=09:00\` or \`off\`.`,
};

const missing = {
  template: 'Which template?',
  version: 'Which version?',
  'older-version': 'Before which version?',
  job: 'From which job?',
} as const;

const lockExamples = {
  template: 'template=llama-*',
  in: 'in=us-central1',
  until: 'until=18:00',
} as const;

const helpLists = (command: string): Sentence => sentence`\`${command} help\` lists what there is.`;

/** Why the text of a command can't be parsed: what is wrong, then what to write. */
export const commandProblems: WordsByKind<CommandProblem> = {
  'command-too-long': ({ most }) =>
    sentence`That is longer than a command may be (${most} characters): put long values into the template.`,
  'quote-not-closed': ({ at }) =>
    sentence`The quote at ${at} is never closed: close it, or write \`\\"\` for a quote inside quotes.`,
  'no-such-command': ({ command, word, near }) =>
    together(sentence`There is no command ${word}.`, didYouMean(near), helpLists(command)),
  'help-takes-one': ({ command }) =>
    sentence`\`help\` takes one command: write \`${command} help launch\`, say.`,
  'takes-no-words': ({ verb, word }) =>
    sentence`\`${verb}\` takes no arguments: leave out ${word}.`,
  'word-not-placed': ({ word, near, rule }) =>
    together(sentence`I don’t understand ${word}.`, didYouMean(near, rules[rule])),
  'takes-no-option': ({ verb, option, inReason }) =>
    together(
      sentence`\`${verb}\` takes no \`${option}\`: leave it out.`,
      inReason === true ? sentence`(A reason may be put in quotes.)` : [],
    ),
  'which-template-to-launch': ({ command }) =>
    sentence`Which template? Write \`${command} launch <template> [key=value …]\`.`,
  'no-such-option': ({ typed, near }) =>
    together(
      sentence`There is no option ${typed}.`,
      didYouMean(
        near,
        sentence`There are \`in=project/location\`, \`max-time=6h\`, \`max-cost=200\` and \`dry-run\`.`,
      ),
    ),
  'dry-run-with-value': () => sentence`\`dry-run\` takes no value: write \`dry-run\` alone.`,
  'option-without-value': ({ option, example }) =>
    sentence`\`${option}\` needs a value: write \`${option}=${example}\`.`,
  'option-twice': ({ option }) => sentence`\`${option}\` is given twice: keep one.`,
  'target-unreadable': ({ typed }) =>
    sentence`\`in\` must be a project and a location, not ${typed}: write \`in=project/location\`, such as \`in=ml-prod/us-central1\`.`,
  'max-time-no-duration': ({ typed }) =>
    sentence`\`max-time\` must be a duration, not ${typed}: durations are written \`90s\`, \`45m\`, \`1h30m\` or \`7d\`.`,
  'max-cost-no-amount': ({ typed }) =>
    sentence`\`max-cost\` must be ${dollars}, not ${typed}: write \`max-cost=200\` or \`max-cost=0.50\`, say.`,
  'which-job': ({ command, verb }) => sentence`Which job? Write \`${command} ${jobUsage[verb]}\`.`,
  'status-takes-one': ({ word }) =>
    sentence`\`status\` takes one job: leave out ${word}. A name with spaces is written whole, or its beginning in quotes.`,
  'logs-takes-one': ({ what }) => sentence`\`logs\` takes one ${what}: keep one.`,
  'lines-out-of-range': ({ most, lines }) =>
    sentence`\`logs\` shows 1 to ${most} lines, not ${lines}: the console has all of them.`,
  'logs-word-not-placed': ({ word }) =>
    sentence`I don’t understand ${word}: after the job, \`logs\` takes a number of lines and a replica such as \`workerpool0-0\`. A name with spaces is written whole, or its beginning in quotes.`,
  'no-such-bulk-filter': ({ name, near }) =>
    together(
      sentence`\`cancel\` has no filter ${name}.`,
      didYouMean(
        near,
        sentence`It takes a job, its name in quotes if need be, or \`template=\`, \`label.<key>=\`, \`by=\`, \`state=\` and \`older=\`.`,
      ),
    ),
  'bulk-word-unclear': ({ word }) =>
    sentence`I can’t tell whether ${word} is a filter or belongs to the reason. Put filters first, a pair such as \`state=running\` last among them, and the reason in quotes.`,
  'bulk-dry-run': () =>
    sentence`A cancel of many needs no \`dry-run\`: it shows the jobs and asks before it cancels any. Leave it out. (A reason may be put in quotes.)`,
  'bulk-state-unreadable': ({ typed }) =>
    sentence`${typed} is no state: write \`state=running\`, \`queued\`, \`pending\` or \`live\`, several with commas.`,
  'bulk-state-ended': ({ state }) =>
    sentence`Jobs that are ${state} have ended, so there is nothing to cancel: leave that state out.`,
  'older-unreadable': ({ typed }) =>
    sentence`\`older\` must be a duration, not ${typed}: \`older=6h\` means requested at least 6 hours ago.`,
  'older-without-sign': () =>
    sentence`The filter \`older\` takes an equals sign: write \`older=6h\` for jobs requested at least 6 hours ago. (A job of that name is put in quotes.)`,
  'mine-and-somebody-else': ({ verb = 'list' }) =>
    sentence`\`mine\` means your own jobs, so \`${verb}\` can’t take somebody else’s as well: leave out one.`,
  'list-label-impossible': ({ typed }) =>
    sentence`${typed} can’t be on any job: labels are lowercase letters, digits, _ and -, as in \`label.team=vision\`.`,
  'list-template-impossible': ({ typed }) =>
    sentence`${typed} can’t be a template’s name: write \`template=<name>\` with a name that \`template list\` has.`,
  'list-filter-twice': ({ first, second, verb = 'list' }) =>
    sentence`\`${verb}\` can’t take ${second} besides ${first}: keep one.`,
  'no-such-filter': ({ name, near }) =>
    together(
      sentence`\`list\` takes no ${name}.`,
      didYouMean(near, sentence`It takes \`template=<name>\` and \`label.<key>=<value>\`.`),
    ),
  'person-not-chosen': ({ typed, verb = 'list' }) =>
    sentence`I can’t tell whom ${typed} names: choose the name from what Slack offers while you type it, as in \`${verb === 'cancel' ? 'cancel by=' : `${verb} `}@ana\`.`,
  'audit-part-twice': ({ first, second, isJob }) =>
    together(
      sentence`\`audit\` can’t take ${second} besides ${first}: keep one.`,
      isJob ? sentence`A name with spaces is written in quotes.` : [],
    ),
  'period-unreadable': ({ typed }) =>
    sentence`A time must be a duration, not ${typed}: durations are written \`90s\`, \`45m\`, \`1h30m\` or \`7d\`, and are \`3650d\` at most.`,
  'setting-twice': ({ setting, typed }) =>
    sentence`\`channel\` takes ${setting === 'mode' ? 'one mode' : sentence`one \`${setting}\``}, and ${typed} is another: keep one.`,
  'setting-without-value': ({ setting }) =>
    setting === 'broadcast'
      ? sentence`Write \`broadcast=on\` or \`broadcast=off\`.`
      : sentence`Write \`digest=09:00\`, say, or \`digest=off\`.`,
  'broadcast-unreadable': ({ typed }) =>
    sentence`\`broadcast\` is \`on\` or \`off\`, not ${typed}.`,
  'digest-unreadable': ({ typed }) =>
    sentence`\`digest\` is a time of the day such as \`09:00\` or \`17:30\`, or \`off\`, not ${typed}.`,
  'what-to-lock': ({ command, verb, near }) =>
    together(
      verb === 'lock'
        ? sentence`Say what to lock first, then why: \`${command} lock template=<name> <reason>\`, \`in=<location>\` or \`all\`.`
        : sentence`Say which lock: \`${command} unlock <number>\`, or what it covers: \`template=<name>\`, \`in=<location>\` or \`all\`.`,
      near === undefined ? [] : didYouMean(near),
    ),
  'lock-without-reason': ({ command }) =>
    sentence`A lock needs a reason, which everybody who meets it is told: \`${command} lock all the data moves\`, say.`,
  'lock-option-twice': ({ option }) =>
    option === 'until'
      ? sentence`\`until\` is given twice: keep one.`
      : sentence`A lock covers one thing: set another for \`${option}\`.`,
  'lock-option-empty': ({ option }) =>
    sentence`\`${option}\` needs a value: write \`${lockExamples[option]}\`, say.`,
  'lock-template-unreadable': ({ typed }) =>
    sentence`${typed} can’t be a template’s name, nor a pattern of at most nine \`*\`: write \`template=llama-*\`, say.`,
  'lock-place-unreadable': ({ typed }) =>
    sentence`\`in\` must be a location, or a project and a location, not ${typed}: write \`in=us-central1\` or \`in=ml-prod/us-central1\`, say.`,
  'until-unreadable': ({ typed }) =>
    sentence`\`until\` is a time of the day such as \`18:00\`, or how long from now, such as \`2h\`, not ${typed}.`,
  'until-misspelt': ({ typed }) =>
    sentence`The end of a lock is written \`until=18:00\` or \`until=2h\`, not ${typed}. Nothing was locked.`,
  'extend-without-time': ({ command }) =>
    sentence`For how much longer? Write \`${command} extend <job> 2h [reason]\`.`,
  'which-lock': ({ command }) =>
    sentence`Which lock? \`${command} lock\` lists them: write \`${command} unlock <number>\`.`,
  'unlock-takes-one': ({ word }) => sentence`\`unlock\` takes one lock: leave out ${word}.`,
  'which-watch': ({ command }) =>
    sentence`Which watch should end? Repeat it as \`${command} watch\` lists it.`,
  'job-named-with-more': () =>
    sentence`One job is named by its resource name or address alone: leave the rest out.`,
  'watch-name-empty': () => sentence`\`name=\` needs a name, or a pattern such as \`resnet*\`.`,
  'watch-name-too-long': ({ most }) =>
    sentence`\`name=\` takes at most ${most} characters, as many as a job’s name has: shorten it.`,
  'watch-name-twice': () => sentence`A watch takes one \`name=\`: keep one.`,
  'watch-word-not-placed': ({ word, command, verb }) =>
    sentence`I don’t understand ${word}: \`${command} ${verb}\` takes \`label.team=vision\`, \`name=resnet*\`, or a job’s resource name or console address.`,
  'watch-label-impossible': ({ label }) =>
    sentence`No job can have the label ${label}: labels have lowercase letters, digits, _ and - only, and \`*\` is for \`name=\`.`,
  'watch-label-twice': ({ label }) =>
    sentence`A job has one value for \`label.${label}\`: keep one.`,
  'no-such-action': ({ command, word, near }) =>
    together(
      sentence`I don’t understand ${word}.`,
      didYouMean(
        near,
        sentence`After \`${command} template\` comes ${Object.keys(templateUsage).join(', ')}.`,
      ),
    ),
  'template-word-missing': ({ what, command, action }) =>
    sentence`${missing[what]} Write \`${command} template ${templateUsage[action]}\`.`,
  'template-word-surplus': ({ action, word }) =>
    sentence`\`template ${action}\` can’t use the word ${word}: leave it out.`,
  'no-version-name': ({ typed, usage }) =>
    together(
      sentence`${typed} is no version: versions are written v1, v2 and so on.`,
      usage === undefined
        ? []
        : sentence`Write \`${usage.command} template ${templateUsage[usage.action]}\`.`,
    ),
  'deletes-all-versions': ({ typed }) =>
    sentence`\`template delete\` takes the whole template away, not one version: leave ${typed} out.`,
  'template-name-impossible': ({ name }) =>
    sentence`A template can’t be called ${name}: its name must be ${savedNameRule}.`,
};
