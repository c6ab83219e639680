import { expect, test } from 'vitest';
import {
  sayUnknownAccess,
  unknownAccess,
} from '../../../../app/domain/permission/read/unknown-access.ts';

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

test('the roles of approvers are looked up as well', () => {
  const asking = [
    { name: 'tune', approval: { by: ['members', 'lead', 'leed'] } },
    { name: 'anybody', approval: {} },
    { name: 'both', launchRoles: ['op'], approval: { by: ['op'] } },
  ];
  const unknown = unknownAccess(new Map([['lead', lead]]), asking);
  expect(unknown).toEqual([
    { template: 'tune', verb: 'approve', roles: ['leed'] },
    { template: 'both', roles: ['op'] },
    { template: 'both', verb: 'approve', roles: ['op'] },
  ]);
  expect(unknown.flatMap(sayUnknownAccess)[0]).toBe(
    'The template "tune" asks for the role "leed" of its approvers, which there is not: nobody has it.',
  );
});
