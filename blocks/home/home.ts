// The bot's Home tab for one person. Invariant: without a change of its content, it renders the
// same except for button tokens. So it shows times and never elapsed time.

import { quoteReason } from '../kit/reason.ts';
import { sayProblem } from '../answer/problem/problem.ts';
import type { HomeView, KnownBlock } from '@slack/types';
import type { CardView } from '../../app/domain/launch/card.ts';
import { comparable, type HomePage, type Listed } from '../../app/domain/home/home.ts';
import type { TargetHealth } from '../../app/domain/job/target-health.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import type { RenderContext } from '../kit/context.ts';
import { cancelLines, jobBlocks } from './home-job.ts';
import { approvalButtons } from '../job/approval-buttons.ts';
import { cardLines } from '../job/card.ts';
import { needBlocks } from './home-needs.ts';
import { burningLines } from './home-burning.ts';
import { spendingLines } from './home-spending.ts';
import { templateBlocks } from './home-templates.ts';
import { jobParts, placePart } from '../job/job-line.ts';
import { hiddenNotes } from '../list/list-notes.ts';
import { plain } from '../kit/plain.ts';
import { italic, moment, quote, quoteCode, say, sentenceLine, type Line } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';

type Open = Extract<HomePage, { kind: 'open' }>;

/** The page. `dm` is the person's direct messages with the bot. */
export function renderHome(page: HomePage, dm: string, context: RenderContext): HomeView {
  return {
    type: 'home',
    private_metadata: JSON.stringify({ channel: dm, home: true }),
    blocks:
      page.kind === 'closed'
        ? [richText([sentenceLine(sayProblem(page.why))])]
        : openBlocks(page, context),
  };
}

/**
 * Identifies a page's content: the same as long as nothing on it changed. The command's name
 * doesn't count; each replica has its own, and they would overwrite each other's page forever.
 */
export function homeFingerprint(page: HomePage, context: RenderContext): string {
  return JSON.stringify(
    renderHome(comparable(page), '', { ...context, token: 'token', command: '/job' }),
  );
}

function openBlocks(page: Open, context: RenderContext): KnownBlock[] {
  const { command } = context;
  return [
    ...(page.unread.length === 0 ? [] : [richText(page.unread.map(unreadLine))]),
    ...askBlocks(page.asks, context),
    header('What needs you'),
    ...needBlocks(page.needs, context),
    header('Your jobs'),
    ...page.mine.items.flatMap((card) => jobBlocks(card, context, cancelLines(card))),
    ...lastLine(page.mine, 'Nothing of yours is running.', `${command} list mine`),
    header('The team’s jobs'),
    ...teamBlocks(page, context),
    header('What burns now'),
    richText(burningLines(page.burning, context)),
    header('Launch'),
    ...templateBlocks(page.templates, context),
    header('The last seven days'),
    richText(spendingLines(page.spending, page.budget)),
    richText([
      [
        italic('Kept up to date until '),
        moment(page.keptUntil),
        italic(' at least. Open it again, or press something, for another hour.'),
      ],
    ]),
  ];
}

/** Nothing for somebody whom no launch waits for: few people approve. */
function askBlocks(asks: Open['asks'], context: RenderContext): KnownBlock[] {
  const notes = askNotes(asks);
  if (asks.items.length === 0 && notes.length === 0) return [];
  return [
    header('Waiting for you'),
    ...asks.items.flatMap((card): KnownBlock[] => [
      richText(cardLines(card, context)),
      { type: 'actions', elements: [...approvalButtons(card, context)] },
    ]),
    ...(notes.length === 0 ? [] : [richText(notes)]),
  ];
}

/** What isn't shown: the list is never silently shorter. */
function askNotes({ items, more, unchecked = 0, cut = false }: Open['asks']): readonly Line[] {
  const others = cut ? ', and there may be others' : '';
  return [
    ...(more === 0 ? [] : [[say(`${more} more${others}: they follow once these are decided.`)]]),
    ...(more === 0 && cut
      ? [
          [
            say(
              `${items.length === 0 ? 'Launches' : 'Others'} may wait for you that are not shown: too many wait to look at all.`,
            ),
          ],
        ]
      : []),
    ...(unchecked === 0
      ? []
      : [
          [
            say(
              `${unchecked === 1 ? '1 launch that waits' : `${unchecked} launches that wait`} can’t be checked now: Slack doesn’t say whether you may decide.`,
            ),
          ],
        ]),
  ];
}

const header = (text: string): KnownBlock => ({ type: 'header', text: plain(text, 150) });

/**
 * The team's jobs in one block. They have no buttons; acts on other people's jobs take a command.
 */
function teamBlocks({ team, hidden }: Open, { now, command }: RenderContext): KnownBlock[] {
  const lines = team.items.map((card) => teamLine(card, now));
  const besides = hiddenNotes(hidden);
  const isNone = besides.length === 0;
  return [
    ...(lines.length === 0 ? [] : [richText(lines)]),
    ...(isNone || team.more > 0
      ? lastLine(team, 'Nobody else has a job running.', `${command} list all`)
      : []),
    ...(isNone ? [] : [richText(besides)]),
  ];
}

function teamLine(card: CardView, now: number): Line {
  return [...jobParts(card, now), say(' · '), placePart(card)];
}

/** Says that there is nothing, or where the rest is. */
function lastLine(
  { items, more }: Listed<unknown>,
  nothing: string,
  command: string,
): readonly KnownBlock[] {
  if (items.length === 0 && more === 0) return [richText([[say(nothing)]])];
  return more === 0 ? [] : [richText([[say(`${more} more: `), quoteCode(command)]])];
}

/** What isn't current: a Home must never be silently out of date. */
function unreadLine({ target, lastGoodPollAt, problem }: TargetHealth): Line {
  return [
    say('⚠️ '),
    quote(formatTarget(target)),
    ...(lastGoodPollAt === undefined
      ? [say(' was never read')]
      : [say(' was last read '), moment(lastGoodPollAt)]),
    say(', so what is shown of it may be old'),
    ...(problem === undefined ? [] : [say(': '), quoteReason(problem)]),
    say('.'),
  ];
}
