import type { Note } from '../../app/domain/answer/note.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { foreign, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import type { OfKind, WordsByKind } from '../kit/words-by-kind.ts';

const words: WordsByKind<Note> = {
  'watch-answered-before': () => sentence`That was answered already, or nobody answered in time.`,
  'watch-answered': ({ all }) =>
    all ? sentence`All right: their cards follow.` : sentence`Only new ones, then.`,
  'watch-ended-before': () => sentence`That watch has ended already.`,
  'card-is-here': ({ handle }) =>
    sentence`\`${handle}\` has its card here, and is told to its end: a single job needs no watch for that, so there is none to end.`,
  'no-log': ({ handle, pending }) =>
    pending
      ? sentence`${handle} has no job yet, so there is no log: its card says what it waits for.`
      : sentence`${handle} never became a job, so there is no log.`,
  'reading-log': ({ handle }) => sentence`Reading the log of \`${handle}\` …`,
  'cancelled-before': () => sentence`This launch was cancelled before it started: nothing runs.`,
  'not-waiting': ({ handle }) =>
    sentence`${handle} waits for no approval any more: its thread says what became of it.`,
  'refused-before': () => sentence`This launch was refused: nothing runs.`,
  'vote-refused-before': () =>
    sentence`That was refused before, so the launch still waits. To try again, press Deny once more.`,
  'settled-before': ({ handle }) => sentence`${handle} was settled already: its thread says how.`,
  'left-alone': ({ handle }) =>
    sentence`${handle} is left as it is. Should its job turn up after all, its thread will say so.`,
  'being-decided': () =>
    sentence`One moment: I am asking Slack who you are, and whether I can post there.`,
  'vote-being-decided': () => sentence`One moment: I am asking Slack whether you may deny it.`,
  extended: ({ handle, ms, leftMs }) =>
    leftMs > 0
      ? sentence`\`${handle}\` may run ${formatDuration(ms)} longer. Another ${formatDuration(leftMs)} can be added.`
      : sentence`\`${handle}\` may run ${formatDuration(ms)} longer. Nothing more can be added.`,
  'extended-before': ({ handle }) =>
    sentence`That was done already: the thread of \`${handle}\` says by how much.`,
  'nothing-to-extend': ({ handle, hard }) =>
    hard
      ? sentence`Vertex itself ends \`${handle}\` at its time limit, which can’t be moved while it runs: to let it run longer, launch it again with a longer \`max-time\`.`
      : sentence`\`${handle}\` has no guard, so there is nothing to extend: it runs on.`,
  'extend-too-early': ({ handle }) =>
    sentence`\`${handle}\` has no job yet, so its guard hasn’t begun: extend it once it has.`,
  'extends-too-far': ({ handle, leftMs }) =>
    leftMs > 0
      ? sentence`\`${handle}\` may run ${formatDuration(leftMs)} longer at most, by the policy and by the time after which Vertex ends it: nothing was changed.`
      : sentence`\`${handle}\` may run no longer, by the policy or by the time after which Vertex ends it: nothing was changed.`,
  'extend-which': ({ handle, displayName }) =>
    sentence`${foreign(displayName)} may be meant: to be sure, write its handle, \`${handle}\`. Nothing was changed.`,
  'many-left': () => sentence`Nothing was cancelled. To ask again, type the command again.`,
  'edits-ignored': () =>
    sentence`I don’t act on edited messages. To run the new text, send it as a new message.`,
};

/** A note as a sentence. */
export function sayNote<Kind extends Note['kind']>(note: OfKind<Note, Kind>): Sentence {
  return words[note.kind](note);
}
