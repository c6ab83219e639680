// Why a launch was stopped before its create, in words for everybody in its channel: what one person
// has left is between them and the bot.

import type { Blocking } from '../../app/domain/launch/blocking.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { foreign, sentence } from '../../app/domain/text/sentence.ts';
import { say, sentenceLine, user, type Line } from '../kit/rich.ts';
import { monthName, sayForeseenLimit, sayLimit } from './limit-refusal.ts';

/** The reason as a sentence, for everybody. */
export function blockingLine(why: Blocking): Line {
  if (why.kind === 'over-budget' && why.purse.kind === 'person') {
    const month = monthName(why.month);
    return sentenceLine(sentence`It does not fit in what its requester may spend in ${month}.`);
  }
  return ownBlockingLine(why);
}

/** The same for its requester alone, with what they have left. */
function ownBlockingLine(why: Blocking): Line {
  if (why.kind === 'right-lost') {
    const act = { requester: 'launch it', approver: 'approve it' }[why.of];
    return [user(why.userId), say(` may no longer ${act}.`)];
  }
  if (why.kind === 'not-approved') {
    return sentenceLine(sentence`It takes an approval that it doesn’t have: launch it again.`);
  }
  if (why.kind === 'spec-changed') {
    return sentenceLine(sentence`What would be sent is not what was approved: launch it again.`);
  }
  if (why.kind === 'settled-meanwhile') {
    return sentenceLine(
      sentence`The launch that it repeats was settled while it waited: that one’s thread says how.`,
    );
  }
  if (why.kind === 'target-not-configured') {
    const place = formatTarget(why.target);
    return sentenceLine(
      sentence`The bot has no target ${foreign(place)} any more, and would not follow a job there.`,
    );
  }
  return sentenceLine(sayLimit(why));
}

/** What would stop a launch that somebody only looks at: there is nothing to repeat. */
export function foreseenBlockingLine(why: Blocking): Line {
  return why.kind === 'price-unknown' ? sentenceLine(sayForeseenLimit(why)) : ownBlockingLine(why);
}

/** `: reason`, or a full stop if this bot doesn’t know the reason. */
export function blockedBy(why: Blocking | undefined): Line {
  return why === undefined ? [say('.')] : [say(': '), ...blockingLine(why)];
}
