import { grantedVerbs } from '../domain/permission/policy-verb.ts';
import type { PolicyRules } from '../domain/permission/policy-rules.ts';

/** That a file is fine, and what there is in it. */
export function sayFine(file: string, hash: string, rules: PolicyRules): string {
  const { roles, grants, channels, otherChannels, templates, limits, runAs, guards } = rules;
  const granted = grantedVerbs.filter((verb) => grants[verb] !== undefined);
  const places = channels.size + (otherChannels === undefined ? 0 : 1);
  const parts = [
    several(roles.size, 'role'),
    several(granted.length, 'grant'),
    `rules for ${several(places, 'channel')}`,
    `rules for ${several(templates.length, 'template')}`,
    ...(limits === undefined ? [] : ['limits']),
    ...(guards === undefined ? [] : ['guards']),
    ...(runAs === undefined ? [] : [several(runAs.length, 'account')]),
  ];
  return `${file} is fine: ${parts.join(', ')}. Its hash is ${hash}.`;
}

const several = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;
