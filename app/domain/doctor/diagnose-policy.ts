import type { Grade } from './checkup.ts';
import type { PolicyCheck, PolicyFinding } from './policy-check.ts';
import type { Some } from './some.ts';

type Graded = { readonly grade: Grade } & PolicyFinding;

/** The findings about the policy. */
export function policyFindings(check: PolicyCheck): readonly Graded[] {
  const { access = [], others = [] } = check;
  const unknownRoles: readonly Graded[] =
    access.length === 0 ? [] : [{ about: 'policy-access', grade: 'problem', access }];
  const replicas: readonly Graded[] =
    others.length === 0 ? [] : [{ about: 'policy-replicas', grade: 'problem', others }];
  if (check.kind === 'default') {
    return [{ about: 'policy', grade: 'ok' }, ...replicas, ...unknownRoles];
  }
  const { file: name, hash, since, problems, warnings, missing, unread } = check;
  const inForce: Graded =
    problems === undefined
      ? { about: 'policy', grade: 'ok', file: { name, hash, since } }
      : { about: 'policy-refused', grade: 'problem', name, hash, problems };
  return [
    inForce,
    ...replicas,
    ...(isAny(warnings) ? [{ about: 'policy-warnings', grade: 'warning', warnings } as const] : []),
    ...(isAny(missing) ? [{ about: 'policy-templates', grade: 'warning', missing } as const] : []),
    ...unknownRoles,
    ...[...Map.groupBy(unread, ({ why, passing }) => `${passing} ${why}`).values()].flatMap(
      ([first, ...more]): readonly Graded[] => {
        if (first === undefined) return [];
        const { why, passing } = first;
        const groups = [first, ...more].map(({ group }) => group);
        return [
          { about: 'policy-groups', grade: passing ? 'unknown' : 'problem', groups, why, passing },
        ];
      },
    ),
  ];
}

const isAny = ({ items, unseen }: Some<unknown>): boolean => items.length + unseen > 0;
