// Why an approval isn't given, other than by the rules of the policy.

import type { ApprovalRefusal } from '../../app/domain/approval/approval-refusal.ts';
import { foreign, sentence } from '../../app/domain/text/sentence.ts';
import type { WordsByKind } from '../kit/words-by-kind.ts';
import { whoHas } from './rule-words.ts';

export const approvalRefusals: WordsByKind<ApprovalRefusal> = {
  'own-launch': () =>
    sentence`You asked for this launch yourself, so somebody else has to approve or deny it.`,
  'own-template': ({ template }) =>
    sentence`You saved ${foreign(template)} yourself, so somebody else has to approve or deny this launch.`,
  'spec-changed': () =>
    sentence`What would be sent is not what was asked about, so it can’t be approved. Nothing was sent: launch it again.`,
  'launcher-lost-right': () =>
    sentence`Who asked for this launch may not launch it any more, so it has ended and nothing was sent.`,
  'nobody-could-approve': ({ roles }) =>
    roles.length === 0
      ? sentence`This launch takes an approval, and nobody could give it. Nothing was started.`
      : sentence`This launch takes an approval by ${whoHas(roles)}, and nobody else could give it: not who asks, nor who saved the template. Nothing was started. Name more people in the policy, or have somebody else launch it.`,
};
