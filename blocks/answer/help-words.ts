import type { TypedVerb } from '../../app/domain/command/parse/command.ts';

/** What a verb does, for people. How it is typed is in the table of verbs. */
type HelpWords = {
  readonly does: string;
  /** Literal input is in backticks. */
  readonly more: readonly string[];
  readonly examples: readonly string[];
};

export const helpWords: Readonly<Record<TypedVerb, HelpWords>> = {
  launch: {
    does: 'Launches a job from a template and posts updates here.',
    more: [
      'The command alone opens a form instead: pick a template, and fill in its fields.',
      '`in=` chooses among the configured targets when the template leaves it open.',
      '`max-time=` ends the job by itself, at Vertex, after `90s`, `45m`, `1h30m`, `7d` …',
      '`max-cost=` warns when the job nears and reaches that many US dollars by list price (`200`, `$1,500`, `0.50`); it cancels nothing. Without a known price it can’t hold, and only limits of time do.',
      '`dry-run` shows what would be sent and what it costs, and sends nothing.',
      'Values with spaces go into quotes; a list is written `a,b,c` or by repeating its key. `run` is the same as `launch`.',
    ],
    examples: ['launch resnet-train lr=0.1 data=gs://bucket/imagenet', 'launch hello dry-run'],
  },
  rerun: {
    does: 'Launches a job again, with the same version of its template and the same parameters, except for what you change.',
    more: [
      'Both threads point at each other, and the new one says what is different. By the beginning of a name I ask first.',
      'Re-run with changes, on a finished card, opens a form with what was launched.',
      'A job that I did not launch is run again from its spec, by its resource name or console address, or by its handle if it is watched; that is for those who may change templates.',
    ],
    examples: ['rerun a3f9', 'rerun a3f9 lr=0.05'],
  },
  cancel: {
    does: 'Asks Vertex to cancel a job, or many, and follows each until its end is known.',
    more: [
      'A job is its handle (`a3f9`), its id, its resource name, its console address, a link to its card, `last` for your newest one here, or its name. By the beginning of a name, or from another channel, I ask first.',
      'With filters instead of a job it is about many: `template=`, `label.team=`, `by=@bo`, `state=running`, `older=6h` (requested at least 6 hours ago), and in front of them `mine` or `all` instead of this channel. I show how many, whose, and what they cost an hour, and ask; only what was shown is cancelled, and one message sums up.',
      'You can cancel your own; workspace admins can cancel any, watched ones included. `stop` and `kill` are the same as `cancel`.',
    ],
    examples: [
      'cancel a3f9',
      'cancel a3f9 wrong dataset',
      'cancel template=resnet-train older=6h wrong dataset',
    ],
  },
  extend: {
    does: 'Lets a job run past the limits of its guard, and tells its thread.',
    more: [
      'All limits move by that: running, waiting and cost; idle GPUs and silence are let be for so long. Warnings begin anew.',
      'The policy says how much can be added in all (`guards.maxExtension`, 24 hours unless it is set). What `max-time` sets is kept by Vertex itself and can’t be extended.',
      'It is for whoever may cancel the job. The buttons under a guard’s warnings do the same.',
    ],
    examples: ['extend a3f9 2h', 'extend a3f9 4h the last epoch'],
  },
  list: {
    does: 'Lists jobs, page by page: the live ones of this channel, unless you say otherwise.',
    more: [
      '`here`, `mine` and `all` say whose; states are `live`, `running`, `failed`, `cancelled` and so on; `24h` or `7d` say how far back, finished jobs included.',
      '`template=resnet-train` and `label.team=vision` narrow it to what was launched so. `@somebody` narrows it to theirs, `done` to what has ended, `today` to the last 24 hours.',
      'My Home, above our direct messages, shows yours and the team’s, what needs you, and what the week cost. It stays up to date while you look.',
      '`ls` is the same as `list`.',
    ],
    examples: ['list', 'list mine', 'list all failed expired 24h', 'list label.team=vision'],
  },
  top: {
    does: 'Shows what burns money now, the dearest first: of this channel, unless you say otherwise.',
    more: [
      '`here`, `me`, `@somebody` and `all` say whose. A person’s are those of all channels that you see.',
      'With what each costs an hour by list price and has cost so far, the sum, and whose it is. A job whose price is not known is counted apart, never as nothing.',
      'What is queued or between two attempts has no machines and burns nothing.',
      'Where there are GPUs and guards, it has the average use in the last hours, and the limits.',
    ],
    examples: ['top', 'top me', 'top all'],
  },
  status: {
    does: 'Shows a job’s details, and when they were read.',
    more: [
      'With how long it was in which phase, its service account, network, keys and scheduling.',
      'While a job with interactive shells runs, those who may cancel it get links to them; nobody else sees them.',
      '`show` is the same as `status`.',
    ],
    examples: ['status a3f9'],
  },
  logs: {
    does: 'Shows the newest lines of a job’s log to you alone, 20 unless you say otherwise.',
    more: [
      'A replica is what the log calls it: `workerpool0-0`, or `0-0` for short; `service` is Vertex itself.',
      'What looks like a secret is hidden. `log` is the same as `logs`.',
    ],
    examples: ['logs a3f9', 'logs a3f9 100', 'logs a3f9 50 workerpool1-0'],
  },
  watch: {
    does: 'Brings jobs that were launched elsewhere (console, gcloud, SDK, pipelines) into this channel, each with its card and thread.',
    more: [
      'What runs already is taken in as well; if that is more than ten jobs, I ask first. What has ended before is not.',
      'Several labels and a name must all fit. In a name `*` stands for anything, and case does not matter.',
      'A job that was not launched through me is nobody’s own: cancelling it is for workspace admins.',
      'The command alone lists what is watched in this channel, each with a button that ends it.',
    ],
    examples: [
      'watch label.team=vision',
      'watch name=resnet*',
      'watch projects/ml-prod/locations/us-central1/customJobs/8474954081719555745',
    ],
  },
  unwatch: {
    does: 'Ends a watch of this channel: no new jobs come in. Existing jobs keep updating.',
    more: ['What is watched is written as `watch` alone lists it.'],
    examples: ['unwatch label.team=vision'],
  },
  template: {
    does: 'Lists the stored templates, shows one, or changes one that is kept in Slack.',
    more: [
      '`show <template> [v3]` shows what it takes, and its YAML.',
      '`save <template> [from <job>]` opens a window with a new one, or with what a job was made of; `edit` opens the one there is. Each save is a version with a note.',
      '`history <template>` lists the versions, with `before v21` the older ones; `history <template> v3 v7` shows what changed between two.',
      '`restore <template> v3` brings a version back as a new one; `delete <template>` takes it away, and `restore` undoes that.',
      'Changing templates takes a permission: `policy` shows who has it. Templates in files are changed where the files are.',
    ],
    examples: ['template show resnet-train', 'template save resnet-big from a3f9'],
  },
  channel: {
    does: 'Says how much this channel hears, or shows how that is set and how much was held back.',
    more: [
      '`all` tells every change; `failures` what people did and what went wrong; `quiet` only what people did, asked for or must decide. Cards show every state all the same.',
      'What is held back is kept: the command alone shows it to you. It is not told later when you change back.',
      '`broadcast=on` shows failures in the channel besides their threads; in `quiet` it has no effect.',
      '`digest=09:00` posts each day, at that time where you are, what ended and what still runs.',
      'Whoever may launch can set it. When many jobs end at once, one message names the failures and calls their people, and the others are told by their cards.',
    ],
    examples: ['channel', 'channel failures', 'channel quiet broadcast=off digest=09:00'],
  },
  lock: {
    does: 'Keeps launches from being made, with a reason, until a time or until it is taken off.',
    more: [
      '`all` is the emergency stop. `template=` takes a name or a pattern such as `llama-*`, `in=` a location or a project and a location.',
      '`until=18:00` is the next time it is so late in your time zone; `until=2h` counts from now.',
      'What runs is not touched. What was not sent to Vertex yet is refused, and its thread says so; what may have been sent is followed as always.',
      'The command alone lists the locks in force. To set one takes the permission `lock`, which workspace admins have unless a policy file says otherwise.',
    ],
    examples: ['lock all until=18:00 the data moves', 'lock template=llama-* in review'],
  },
  unlock: {
    does: 'Takes a lock off, by its number or by what it covers.',
    more: ['Whoever set it can take it off, and so can those who may lock.'],
    examples: ['unlock 3', 'unlock all'],
  },
  audit: {
    does: 'Shows who did what, when, by which rule and with what result: the last 7 days, page by page, unless you say otherwise.',
    more: [
      'A job is named as for `status`, a name with spaces in quotes; `@somebody` narrows it to what they did, `template=` to one template.',
      'You see what you did and what was done to jobs that you see. All of it takes the permission `admin`, which workspace admins have unless a policy file says otherwise.',
      'Refusals are on record as well; looks only if they were refused.',
    ],
    examples: ['audit', 'audit a3f9 30d', 'audit template=resnet-train 24h'],
  },
  policy: {
    does: 'Shows what you may do in this channel and why, or who may.',
    more: [
      'It also says which policy is in force and since when, and which templates only some may launch.',
    ],
    examples: ['policy'],
  },
  doctor: {
    does: 'Examines the bot: Slack, this channel, Vertex, templates, what waits, the database; and says what to do.',
    more: [
      'It changes nothing. What it finds in other channels it counts, and names to workspace admins only.',
    ],
    examples: ['doctor'],
  },
  help: {
    does: 'Shows this, or one command in detail.',
    more: [],
    examples: ['help launch'],
  },
};
