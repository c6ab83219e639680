/**
 * The scopes that manifest.yml, a file that isn't part of the bot's image, asks for. Those under
 * `bot_optional` are not among them: the bot works without.
 */
export const neededScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
];
