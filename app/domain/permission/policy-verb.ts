/** Permissions, from least to most. `see-private` widens what somebody sees, and nothing else. */
export const policyVerbs = [
  'view',
  'launch',
  'cancel-own',
  'cancel-any',
  'template',
  'launch-spec',
  'approve',
  'lock',
  'admin',
  'see-private',
] as const;
export type PolicyVerb = (typeof policyVerbs)[number];

/** The permissions that a policy file grants by name. */
export const grantedVerbs = [
  'view',
  'launch',
  'cancel-own',
  'cancel-any',
  'template',
  'approve',
  'lock',
  'admin',
] as const satisfies readonly PolicyVerb[];
export type GrantedVerb = (typeof grantedVerbs)[number];
