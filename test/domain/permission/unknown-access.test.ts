import { expect, test } from 'vitest';
import { unknownAccess } from '../../../app/domain/permission/unknown-access.ts';

const templates = [
  { name: 'free' },
  { name: 'ours', launchRoles: ['members', 'lead'] },
  { name: 'typo', launchRoles: ['leed', 'lead', 'op'] },
];
const lead = { people: ['U1'], groups: [], workspaceAdmins: false };

test('roles that the policy does not know are named with the template', () => {
  expect(unknownAccess(new Map([['lead', lead]]), templates)).toEqual([
    { template: 'typo', roles: ['leed', 'op'] },
  ]);
});

test('without a policy file there are only members', () => {
  expect(unknownAccess(undefined, templates)).toEqual([
    { template: 'ours', roles: ['lead'] },
    { template: 'typo', roles: ['leed', 'lead', 'op'] },
  ]);
});
