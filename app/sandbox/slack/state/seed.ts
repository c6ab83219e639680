// The people and channels that the workspace starts with. Their ids are fixed, so that tests and scripts can name them; README.md lists them.

import type { Channel, Person, UserGroup } from './workspace.ts';

export const team = { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' } as const;
const foreignTeam = 'T0ELSEWHERE';

export const app = {
  id: 'A0VERTEXJOBS',
  botId: 'B0VERTEXJOBS',
  botUserId: 'U0VERTEXJOBS',
} as const;

type SeedPerson = Partial<Person> & Pick<Person, 'id' | 'name'>;
type SeedChannel = Pick<Channel, 'id' | 'name' | 'kind'> & {
  readonly members: readonly string[];
  readonly isArchived?: boolean;
};
export type Seed = {
  readonly people: readonly SeedPerson[];
  readonly channels: readonly SeedChannel[];
  readonly userGroups?: readonly UserGroup[];
};

const everyone = ['U0ANA', 'U0BO', 'U0ROOT', 'U0WANDA', 'U0GUEST', 'U0EXT', 'U0OTHERBOT'];

export const defaultSeed: Seed = {
  people: [
    { id: 'U0ANA', name: 'ana', realName: 'Ana Araújo', timeZone: 'America/Sao_Paulo' },
    { id: 'U0BO', name: 'bo', realName: 'Bo Berg', timeZone: 'Europe/Berlin' },
    { id: 'U0ROOT', name: 'root', realName: 'Root Okafor', isAdmin: true, isOwner: true },
    { id: 'U0WANDA', name: 'wanda', realName: 'Wanda Wolf', isAdmin: true },
    { id: 'U0GUEST', name: 'guest', realName: 'Gus Guest', isRestricted: true },
    { id: 'U0EXT', name: 'ext', realName: 'Ex Ternal', isStranger: true, teamId: foreignTeam },
    { id: 'U0OTHERBOT', name: 'otherbot', realName: 'Other Bot', isBot: true },
  ],
  channels: [
    { id: 'C0MLJOBS', name: 'ml-jobs', kind: 'public', members: [...everyone, app.botUserId] },
    { id: 'C0RESEARCH', name: 'research', kind: 'public', members: ['U0ANA', 'U0BO', 'U0WANDA'] },
    {
      id: 'C0SECRET',
      name: 'secret-lab',
      kind: 'private',
      members: ['U0ANA', 'U0WANDA', app.botUserId],
    },
    { id: 'C0HIDDEN', name: 'hidden', kind: 'private', members: ['U0ANA', 'U0BO', 'U0WANDA'] },
    {
      id: 'C0OLD',
      name: 'old-jobs',
      kind: 'public',
      members: ['U0ANA', app.botUserId],
      isArchived: true,
    },
    { id: 'D0ANA', name: 'ana', kind: 'im', members: ['U0ANA', app.botUserId] },
  ],
  userGroups: [
    { id: 'S0MLLEADS', handle: 'ml-leads', users: ['U0ANA'], disabled: false },
    { id: 'S0MLOPS', handle: 'ml-ops', users: ['U0BO', 'U0GUEST'], disabled: false },
    { id: 'S0MLOLD', handle: 'ml-old', users: ['U0BO'], disabled: true },
  ],
};

/** A person with defaults for what the seed leaves out. */
export function toPerson(seed: SeedPerson): Person {
  return {
    realName: seed.name,
    teamId: team.id,
    isAdmin: false,
    isOwner: false,
    isRestricted: false,
    isUltraRestricted: false,
    isStranger: false,
    isBot: false,
    deleted: false,
    timeZone: 'Etc/UTC',
    ...seed,
  };
}

/** A channel without messages. */
export function toChannel(seed: SeedChannel, nowMs: number): Channel {
  const { id, name, kind, members, isArchived = false } = seed;
  return { id, name, kind, isArchived, createdMs: nowMs, members: new Set(members), messages: [] };
}
