// What would become of a launch that somebody only looks at.

import type { Foreseen } from '../../app/domain/answer/launch-answer.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { asSentence } from '../../app/domain/text/sentence.ts';
import { reasonsParts } from '../job/approval.ts';
import { approverParts } from '../job/approvers.ts';
import { lockedParts } from '../kit/lock.ts';
import { say, sentenceLine, type Line } from '../kit/rich.ts';
import { approvalRefusals } from '../policy/approval-refusal.ts';
import { sayForeseenLimit } from '../policy/limit-refusal.ts';

/** The refusal, or which approval it would wait for. */
export function foreseenLine(foreseen: Foreseen): Line {
  if (foreseen.kind === 'needs-approval') return approvalLine(foreseen);
  const { why } = foreseen;
  if (why.kind === 'locked') {
    return [say('🔒 It would be refused now: '), ...lockedParts(why.lock)];
  }
  const words =
    why.kind === 'nobody-could-approve' ? approvalRefusals[why.kind](why) : sayForeseenLimit(why);
  return [say('🚫 It would be refused now. '), ...sentenceLine(words)];
}

function approvalLine({
  reasons,
  expiresMs,
  called,
  unsure,
}: Extract<Foreseen, { kind: 'needs-approval' }>): Line {
  return [
    say('✋ It would wait for an approval'),
    ...(called === undefined ? [] : [say(' by '), ...approverParts(called)]),
    say(`, for ${formatDuration(expiresMs)} at most: `),
    ...reasonsParts(reasons),
    say('.'),
    ...(unsure === undefined
      ? []
      : [say(' Slack doesn’t say now who could give it: '), ...sentenceLine(asSentence(unsure))]),
  ];
}
