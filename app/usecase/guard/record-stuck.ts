import { guardActor, ruleKey } from '../../domain/guard/guard.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { GuardBreach } from '../../domain/notification/update.ts';
import type { Tx } from '../ports/store/store.ts';

/** Puts on record that nobody could be warned, so that nothing is stopped. Once for each warning. */
export async function recordStuck(
  tx: Tx,
  { launch }: Pick<CardView, 'launch'>,
  warning: string,
  { rule }: GuardBreach,
): Promise<void> {
  const key = `${launch.id}:${warning}`;
  await tx.audit.begin({
    key,
    actor: guardActor,
    verb: 'cancel',
    subject: launch.handle,
    job: launch.handle,
    template: launch.template.name,
    channel: launch.requester.channel,
    detail: { rule: ruleKey(rule), by: rule.source },
  });
  await tx.audit.complete(key, 'not cancelled: nobody could be warned');
}
