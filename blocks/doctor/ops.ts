import { quoteReason } from '../kit/reason.ts';
import type { FindingOf } from '../../app/domain/doctor/checkup.ts';
import { channel, quoteCode, say, type Line } from '../kit/rich.ts';

/** Whether the bot can post where its own trouble is told, and what to do if not. */
export function opsParts({ channel: id, check, botName, grade }: FindingOf<'ops'>): Line {
  const ops = [say('Ops channel '), channel(id)];
  if (!check.ok) {
    const remedy = grade === 'problem' ? '. Check OPS_CHANNEL.' : '. Ask again in a minute.';
    return [...ops, say(': '), quoteReason(check.failure.message), say(remedy)];
  }
  switch (check.value) {
    case 'member':
      return [...ops, say(': I can tell trouble of mine there.')];
    case 'joinable':
      return [...ops, say(': I join this public channel when there is trouble to tell.')];
    case 'archived':
      return [
        ...ops,
        say(
          ' is archived, so I can tell no trouble of mine there. Unarchive it, or set OPS_CHANNEL to another.',
        ),
      ];
    case 'invisible':
      return [
        ...ops,
        say(
          ': I’m not in it, or there is none with this id, so I can tell no trouble of mine. Type ',
        ),
        quoteCode(`/invite @${botName ?? '…'}`),
        say(' there, or correct OPS_CHANNEL.'),
      ];
  }
}
