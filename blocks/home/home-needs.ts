import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Listed, Need } from '../../app/domain/home/home.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import { logsButton } from '../job/card-buttons.ts';
import type { RenderContext } from '../kit/context.ts';
import { errorGlance, failureGlance } from '../job/failure.ts';
import { jobBlocks, nameLine } from './home-job.ts';
import { slackRemedy } from '../kit/slack-remedy.ts';
import { channel, moment, quoteCode, say, type Line } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';
import { questionButtons } from '../notification/launch-reply.ts';

/** What this person has to resolve or should know. */
export function needBlocks({ items, more }: Listed<Need>, context: RenderContext): KnownBlock[] {
  if (items.length === 0) return [richText([[say('Nothing needs you.')]])];
  return [
    ...items.flatMap((need) => blocksOf(need, context)),
    ...(more === 0 ? [] : [richText([[say(`${more} more.`)]])]),
  ];
}

function blocksOf(need: Need, context: RenderContext): KnownBlock[] {
  const { card } = need;
  const name = nameLine(card, context.now);
  switch (need.kind) {
    case 'unknown':
      return [
        richText([
          name,
          [
            say(
              'I found no job of this launch. Most likely none was made, but I can’t be certain: check the console before launching again.',
            ),
          ],
          ...whatWentWrong(card),
        ]),
        questionButtons(card, context.token),
      ];
    case 'overdue':
      return jobBlocks(card, context, [
        [
          say('Your cancel of '),
          moment(need.askedAt),
          say(' has not ended it yet. I keep watching it; the console shows what it waits for.'),
        ],
      ]);
    case 'parked':
      return [
        richText([
          name,
          [
            say('I can’t post about it in '),
            channel(need.channel),
            say(': Slack says '),
            quoteCode(need.why),
            say(`. ${slackRemedy(need.why)}`),
          ],
        ]),
        ...logsOf(need, context),
      ];
    case 'failed':
      return jobBlocks(card, context, whatWentWrong(card));
  }
}

function whatWentWrong({ launch, job }: Need['card']): readonly Line[] {
  if (job?.error !== undefined && isTerminal(job.state)) return [errorGlance(job.error, launch)];
  if (job !== undefined || launch.failure === undefined) return [];
  return launch.state === 'failed'
    ? [[say('Vertex refused it: '), failureGlance(launch.failure, launch)]]
    : [[say('What went wrong: '), failureGlance(launch.failure, launch)]];
}

function logsOf({ card }: Need, context: RenderContext): readonly ActionsBlock[] {
  if (card.job === undefined || card.outlined === true) return [];
  return [{ type: 'actions', elements: [logsButton(card, context)] }];
}
