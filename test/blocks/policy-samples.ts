import type { PolicyView, Verdict } from '../../app/domain/answer/policy-view.ts';
import { policyVerbs } from '../../app/domain/permission/policy-verb.ts';
import { limitsViewsOf } from './limit-samples.ts';
import type { Refusal } from '../../app/domain/permission/refusal.ts';

/** A file's policy with everything that comes from outside, and what isn't known; the default. */
export function policyViews(text: string, since: number): readonly PolicyView[] {
  const unread = [{ group: 'S0MLOPS', why: text, passing: true }];
  const factor = { kind: 'channel', here: true } as const;
  const refusals: readonly Refusal[] = [
    { kind: 'not-granted', verb: 'launch', factor, roles: ['lead', 'members'], unread },
    { kind: 'not-granted', verb: 'launch', factor: { kind: 'grants' }, roles: [], unread: [] },
    { kind: 'template-not-here', template: text, templates: [text] },
    { kind: 'template-not-here', templates: [] },
    { kind: 'no-permission', verb: 'template' },
    { kind: 'nobodys-job' },
    { kind: 'no-member', who: 'guest' },
    { kind: 'account-deactivated' },
    { kind: 'nobody-may' },
    { kind: 'person-not-found', why: text },
  ];
  const verdicts: readonly Verdict[] = [
    { allowed: true, because: { kind: 'full-member' } },
    { allowed: true, because: { kind: 'workspace-admin' } },
    { allowed: true, because: { kind: 'role', role: 'lead' } },
    { later: true, why: text },
    ...refusals.map((why) => ({ allowed: false, why, ask: ['U0ANA'] }) as const),
  ];
  const people = ['U0ANA', 'U0BO', 'U0CY', 'U0DI', 'U0EM', 'U0FAY', 'U0GUS', 'U0HAL', 'U0IVY'];
  return [
    {
      policy: { kind: 'file', name: text, hash: '3f2a91c04b7d', since, isBroken: true },
      permissions: verdicts.map((verdict, index) => ({
        verb: policyVerbs[index % policyVerbs.length] ?? 'view',
        verdict,
      })),
      templatesHere: [text, 'serve-*'],
      runAs: [[text, 'default'], []],
      limited: verdicts.slice(0, 8).map((verdict) => ({ pattern: text, roles: ['lead'], verdict })),
      moreLimited: 12,
      approvals: [
        { pattern: text, by: [text, 'members'], above: { total: 0n, perHour: 30_000_000_000n } },
        { pattern: text, by: [] },
        { pattern: text },
      ],
      moreApprovals: 3,
      roles: [
        { name: 'lead', people, groups: ['S0MLLEADS'], workspaceAdmins: true },
        { name: 'nobody', people: [], groups: [], workspaceAdmins: false },
      ],
      unread,
    },
    ...[undefined, ...limitsViewsOf(text)].map((limits): PolicyView => {
      return {
        policy: { kind: 'default' },
        permissions: verdicts.map((verdict) => ({ verb: 'see-private', verdict })),
        limited: [],
        moreLimited: 0,
        roles: [],
        unread: [],
        limits,
      };
    }),
  ];
}
