// Sums up the messages of a thread, one word for each update. The words come from the rendered text and not from the bot's code, so that
// its rendering is tested too. Only the first line of an update has a word.

/**
 * What a line of text says, as a word.
 * - `thread`: the distinctions that the tests of single threads need.
 * - `campaign`: those of the chaos campaign, which compares them with the states that the sandbox recorded.
 */
type Line = {
  readonly says: RegExp;
  readonly thread?: string | undefined;
  readonly campaign?: string | undefined;
};

const both = (says: RegExp, word: string): Line => ({ says, thread: word, campaign: word });
const campaign = (says: RegExp, word: string): Line => ({ says, campaign: word });
const thread = (says: RegExp, word: string): Line => ({ says, thread: word });

/** The first match wins. */
const lines: readonly Line[] = [
  both(/^Launched by /, 'launched'),
  { says: /^Found the job of this launch/, thread: 'found', campaign: 'launched' },
  both(/^Watched for /, 'watched'),
  both(/^Vertex’s answer to the launch is uncertain/, 'uncertain'),
  both(/(?:^| )I looked \d+ times? and found no job/, 'asked'),
  both(/ is followed no more, unless/, 'settled'),
  campaign(/ launched it again as /, 'rerun'),
  both(/(?:^| )Vertex refused the launch/, 'refused'),
  both(
    /: please approve or deny this launch|^This launch waits for an approval by |asked by direct message\. This launch waits until /,
    'approval-asked',
  ),
  both(/(?:^|: )Nobody has approved or denied this launch yet/, 'reminded'),
  both(/^Approved by |(?:^| )Denied by |(?:^| )Nobody approved the launch/, 'decided'),
  both(/(?:^| )A lock came first, so nothing was sent/, 'locked'),
  both(/(?:^| )This launch was stopped before anything was sent/, 'blocked'),
  both(/ (?:cancelled|withdrew) the launch before anything was sent/, 'prevented'),
  both(/(?:^| )(?:Two jobs came of one launch|The job of .* turned up after all)/, 'twins'),
  both(/(?:^| )Its guard would cancel (?:it|this attempt) now/, 'tried'),
  both(/ lets it run [^.]* longer/, 'extended'),
  both(/(?:^| )Its guard cancels it now, /, 'cancel'),
  both(/ I cancel this attempt, and try the next of its fallbacks/, 'cancel'),
  both(
    /(?:^| )(?:It has (?:run for|waited for|cost about|logged nothing for)|Its GPUs were used) .* (?:Its template’s guard allows|The policy allows|It was launched with a limit of) /,
    'warned',
  ),
  both(/^Use of its GPUs over the run: /, 'use'),
  both(/ Next I try attempt \d+ of \d+/, 'next'),
  both(/ asked to cancel/, 'cancel'),
  campaign(/(?:^| )Vertex refused the cancel/, 'cancel-refused'),
  both(/ has not ended the job yet/, 'overdue'),
  { says: /^Interrupted.*: waiting for quota/, thread: 'interrupted', campaign: 'QUEUED' },
  { says: /^Waiting for quota/, thread: 'PENDING', campaign: 'QUEUED' },
  { says: /^Interrupted/, thread: 'interrupted', campaign: 'PENDING' },
  both(/^Provisioning/, 'PENDING'),
  both(/^Running after/, 'RUNNING'),
  { says: /^Running again/, thread: 'RUNNING-again', campaign: 'RUNNING' },
  campaign(/^Paused\. /, 'PAUSED'),
  campaign(/^Updating\. /, 'UPDATING'),
  both(/^Cancelling. It may/, 'CANCELLING'),
  both(/^Cancelled after /, 'CANCELLED'),
  both(/^(?:@\w+ )?Succeeded(?: before it could be cancelled,)? after /, 'SUCCEEDED'),
  both(/^(?:@\w+ )?Failed(?: before it could be cancelled,)? after /, 'FAILED'),
  campaign(/^(?:@\w+ )?Expired after /, 'EXPIRED'),
  campaign(/^(?:@\w+ )?Partly succeeded after /, 'PARTIALLY_SUCCEEDED'),
  both(/(?:^| )The job was deleted at Google/, 'deleted'),
  campaign(/^Vertex has now given the reason/, 'reason'),
  campaign(/^The last lines of its log/, 'log'),
  thread(/^_?Told late: /, 'late'),
  thread(/^_?Possibly repeated: /, 'possibly-repeated'),
];

/** `PENDING` of `6 × pending`. */
function foldedWord(counted: string): string {
  const [, state = ''] = counted.split(' × ');
  const word = state.replaceAll('`', '').toUpperCase().replaceAll(' ', '_');
  return (
    { PARTLY_SUCCEEDED: 'PARTIALLY_SUCCEEDED', IN_AN_UNKNOWN_STATE: 'UNSPECIFIED' }[word] ?? word
  );
}

/** The words of a rendered message, one for each update in it, in order. */
export function wordsIn(text: string, kind: 'thread' | 'campaign'): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const folded = /^\d+ changes since .*, now .* \((\d.*)\)\.$/.exec(line)?.[1];
    if (folded !== undefined) return folded.split(', ').map(foldedWord);
    if (line === 'The job is in an unknown state.') return 'UNSPECIFIED';
    const unknown = /^The job is in state `?([A-Z_]+)`?, which is new to me\.$/.exec(line)?.[1];
    return unknown ?? lines.find(({ says }) => says.test(line))?.[kind] ?? [];
  });
}
