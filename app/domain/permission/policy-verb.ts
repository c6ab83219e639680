/** Permissions, from least to most. */
export const policyVerbs = [
  'view',
  'launch',
  'cancel-own',
  'cancel-any',
  'template',
  'launch-spec',
  'approve',
  'admin',
] as const;
export type PolicyVerb = (typeof policyVerbs)[number];
