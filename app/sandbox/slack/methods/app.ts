import { z } from 'zod';
import type { JsonObject } from '../../shared/json.ts';
import { validateBlocks } from '../block-kit/check.ts';
import { SlackError } from '../state/errors.ts';
import { app, team } from '../state/seed.ts';
import { method, type Method } from './method.ts';

export const appMethods: Readonly<Record<string, Method>> = {
  'api.test': {
    tier: 'special',
    scopes: [],
    token: 'any',
    run: (_, args): JsonObject => {
      const shown = { ...args };
      delete shown.token;
      if (typeof args.error === 'string') throw new SlackError(args.error, { args: shown });
      return { args: shown };
    },
  },
  'auth.test': method({ tier: 'special' }, z.object({}), (state) => ({
    url: 'https://sandbox.slack.com/',
    team: team.name,
    user: state.people.get(app.botUserId)?.name ?? '',
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  })),
  'apps.connections.open': method({ token: 'app' }, z.object({}), (state) => {
    if (state.mode !== 'socket') throw new SlackError('socket_mode_not_enabled');
    const query = new URLSearchParams({ ticket: state.ticket(), app_id: app.id }).toString();
    return { url: `${state.url.replace(/^http/, 'ws')}/link/?${query}` };
  }),
  'bots.info': method(
    { scopes: ['users:read'] },
    z.object({ bot: z.string().optional() }),
    (state, { bot = app.botId }) => {
      if (bot !== app.botId) throw new SlackError('bot_not_found');
      return {
        bot: {
          id: app.botId,
          deleted: false,
          name: state.manifest.botName,
          updated: 0,
          app_id: app.id,
          user_id: app.botUserId,
          icons: {},
        },
      };
    },
  ),
  'blocks.validate': method({}, z.object({ blocks: z.json() }), (_, { blocks }) => {
    const problems = validateBlocks(blocks, 'message');
    if (problems.length === 0) return {};
    const errors = problems.map(({ message, pointer }) => ({
      code: 'invalid_blocks',
      message,
      pointer,
    }));
    throw new SlackError('invalid_blocks', { errors });
  }),
};
