import { z } from 'zod';
import type { JsonObject } from '../../shared/json.ts';
import { SlackError } from '../state/errors.ts';
import { team } from '../state/seed.ts';
import type { Person } from '../state/workspace.ts';
import { paging } from './conversations.ts';
import { method, page, type Method } from './method.ts';

export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': method(
    { tier: 4, scopes: ['users:read'] },
    z.object({ user: z.string() }),
    (state, { user }) => {
      const person = state.people.get(user);
      if (person === undefined) throw new SlackError('user_not_found');
      return { user: personJson(person) };
    },
  ),
  'users.list': method({ tier: 2, scopes: ['users:read'] }, z.object(paging), (state, args) => {
    const { items, next } = page([...state.people.values()], args.limit, args.cursor);
    return { members: items.map(personJson), response_metadata: { next_cursor: next } };
  }),
};

/** The time zone's IANA name, its label, and its offset from UTC now, in seconds. */
function timeZone({ timeZone: tz }: Person): JsonObject {
  const words = (timeZoneName: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName })
      .formatToParts()
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] =
    /^GMT([+-])(\d\d):(\d\d)$/.exec(words('longOffset')) ?? [];
  const seconds = Number(hours) * 3_600 + Number(minutes) * 60;
  return { tz, tz_label: words('long'), tz_offset: sign === '-' ? -seconds : seconds };
}

/** A person as Slack describes them. Slack says less of strangers. */
export function personJson(person: Person): JsonObject {
  const basics = {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deleted,
    real_name: person.realName,
    ...timeZone(person),
    profile: {
      real_name: person.realName,
      display_name: person.name,
      team: person.teamId,
    },
    is_bot: person.isBot,
    is_app_user: false,
    updated: 0,
  };
  if (person.teamId !== team.id) return { ...basics, is_stranger: person.isStranger };
  return {
    ...basics,
    is_admin: person.isAdmin || person.isOwner,
    is_owner: person.isOwner,
    is_primary_owner: person.isOwner,
    is_restricted: person.isRestricted || person.isUltraRestricted,
    is_ultra_restricted: person.isUltraRestricted,
    ...(person.isStranger ? { is_stranger: true } : {}),
  };
}
