// What people read in a thread, as words: written from the messages alone, so that the bot's rendering is judged, too. The first line
// of each thing that is told has one; lines that explain it have none.

/** `story`: what the tests of single threads tell apart; `judged`: what the judge of campaigns holds against the servers' books. */
type Told = {
  readonly says: RegExp;
  readonly story?: string | undefined;
  readonly judged?: string | undefined;
};

const both = (says: RegExp, word: string): Told => ({ says, story: word, judged: word });
const judged = (says: RegExp, word: string): Told => ({ says, judged: word });
const story = (says: RegExp, word: string): Told => ({ says, story: word });

/** The first that fits wins. */
const lines: readonly Told[] = [
  both(/^Launched by /, 'launched'),
  { says: /^Found the job of this launch/, story: 'found', judged: 'launched' },
  both(/^Watched for /, 'watched'),
  both(/^Vertex’s answer to the launch is uncertain/, 'uncertain'),
  both(/(?:^| )I looked \d+ times? and found no job/, 'asked'),
  both(/ is followed no more, unless/, 'settled'),
  judged(/ launched it again as /, 'rerun'),
  both(/(?:^| )Vertex refused the launch/, 'refused'),
  both(/ cancelled the launch before anything was sent/, 'prevented'),
  both(/(?:^| )(?:Two jobs came of one launch|The job of .* turned up after all)/, 'twins'),
  both(/ asked to cancel/, 'cancel'),
  judged(/(?:^| )Vertex refused the cancel/, 'cancel-refused'),
  both(/ has not ended the job yet/, 'overdue'),
  { says: /^Interrupted.*: waiting for quota/, story: 'interrupted', judged: 'QUEUED' },
  { says: /^Now waiting for quota/, story: 'PENDING', judged: 'QUEUED' },
  { says: /^Interrupted/, story: 'interrupted', judged: 'PENDING' },
  both(/^(?:Out of the queue|Now Vertex is preparing)/, 'PENDING'),
  both(/^Running after/, 'RUNNING'),
  { says: /^Running again/, story: 'RUNNING-again', judged: 'RUNNING' },
  judged(/^Paused: /, 'PAUSED'),
  judged(/^Vertex is updating it/, 'UPDATING'),
  both(/^Vertex is cancelling it/, 'CANCELLING'),
  both(/^Cancelled: /, 'CANCELLED'),
  both(/^(?:@\w+ )?Succeeded(?: before it could be cancelled)?: /, 'SUCCEEDED'),
  both(/^(?:@\w+ )?Failed(?: before it could be cancelled)?: /, 'FAILED'),
  judged(/^(?:@\w+ )?Expired: /, 'EXPIRED'),
  judged(/^(?:@\w+ )?Partially succeeded: /, 'PARTIALLY_SUCCEEDED'),
  both(/(?:^| )The job was deleted at Google/, 'deleted'),
  judged(/^Vertex has given the reason for the failure/, 'reason'),
  judged(/^The last lines of its log/, 'log'),
  story(/^_?Told late: /, 'late'),
  story(/^_?Possibly repeated: /, 'possibly-repeated'),
];

/** The words of a rendered message, one for each thing that it tells, in its order. */
export function wordsIn(text: string, kind: 'story' | 'judged'): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const folded = /^\d+ changes since .* now \((.*)\)\.$/.exec(line)?.[1];
    if (folded !== undefined) return folded.match(/[A-Z][A-Z_]+/g) ?? [];
    const unknown = /^It is now (?:in a state I don’t know: )?([A-Z_]+)\.$/.exec(line)?.[1];
    return unknown ?? lines.find(({ says }) => says.test(line))?.[kind] ?? [];
  });
}
