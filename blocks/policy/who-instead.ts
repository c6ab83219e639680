import type { PolicyDecision } from '../../app/domain/permission/policy.ts';
import type { PolicyVerb } from '../../app/domain/permission/policy-verb.ts';
import { sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { takenHere, whereOf, whoHas } from './rule-words.ts';

type Why = Extract<PolicyDecision, { allowed: false }>['why'];

const notFor = {
  guest: 'not for guests',
  bot: 'not for bots',
  outsider: 'not for people of other workspaces',
} as const;

/**
 * Who can do what somebody can't, in few words, or where it can't be done; undefined if that isn't
 * why.
 */
export function whoInstead(verb: PolicyVerb, why: Why): Sentence | undefined {
  switch (why.kind) {
    case 'not-granted': {
      const { factor, roles } = why;
      // The template is what the line is about.
      const where = factor.kind === 'template' ? [] : whereOf(factor);
      return roles.length === 0
        ? sentence`nobody${where}`
        : sentence`only ${whoHas(roles)}${where}`;
    }
    case 'template-not-here':
      return sentence`this channel takes ${takenHere(why.templates)}`;
    case 'no-permission':
      return verb === 'see-private' ? sentence`nobody` : sentence`only workspace admins`;
    case 'nobodys-job':
      return sentence`only workspace admins`;
    case 'no-member':
      return sentence`${notFor[why.who]}`;
    case 'nobody-may':
      return sentence`nobody`;
    case 'template-gone':
    case 'account-deactivated':
    case 'person-not-found':
    case 'unanswered':
    case 'settled-meanwhile':
    case 'locked':
    case 'runs-too-long':
    case 'costs-too-much':
    case 'over-budget':
    case 'price-unknown':
    case 'account-not-listed':
    case 'own-launch':
    case 'own-template':
    case 'spec-changed':
    case 'launcher-lost-right':
    case 'nobody-could-approve':
    case 'archived-here':
    case 'not-invited':
    case 'conversation-hidden':
    case 'between-people':
      return undefined;
  }
}
