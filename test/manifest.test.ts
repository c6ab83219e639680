import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { typedVerbs } from '../app/domain/command/verb-names.ts';
import { verbs } from '../app/domain/command/verbs.ts';
import { httpManifest } from '../app/slack/http-manifest.ts';
import { neededScopes } from '../app/slack/client/scopes.ts';

const root = resolve(import.meta.dirname, '..');
const written = z
  .record(z.string(), z.unknown())
  .parse(parse(readFileSync(join(root, 'manifest.yml'), 'utf8')));
const code = globSync('{app/slack,blocks}/**/*.ts', { cwd: root })
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

// Slack's rules for manifests (docs: reference/app-manifest); unknown keys are refused, as Slack refuses them.
const url = z.url({ protocol: /^https$/ });
const rules = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
          url: url.optional(),
        }),
      )
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['message', 'global']),
          callback_id: z.string().min(1).max(255),
          description: z.string().max(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({
      bot: z.array(z.string()).max(255),
      bot_optional: z.array(z.string()).max(255),
    }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const socket = rules.parse(written);
const http = rules.parse(httpManifest(written, 'https://bot.example'));

/** What each method needs, by its page in Slack's docs; for conversations.* the kinds of channel the bot can be in. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'views.open': [],
  'views.update': [],
  'views.push': [],
  'views.publish': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.join': ['channels:join'],
  'conversations.open': ['im:write'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'usergroups.users.list': ['usergroups:read'],
  // For the types that are asked for: public and private channels, and the bot's own direct messages.
  'users.conversations': ['channels:read', 'groups:read', 'im:read'],
};
const scopesOfEvent: Readonly<Record<string, readonly string[]>> = {
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  app_mention: ['app_mentions:read'],
  app_home_opened: [],
  'message.im': ['im:history'],
  channel_unarchive: ['channels:read'],
  group_unarchive: ['groups:read'],
};

const matches = (pattern: RegExp): readonly string[] => [
  ...new Set([...code.matchAll(pattern)].map(([, found = '']) => found)),
];
const methods = matches(
  /\b(?:client|web)\.((?:auth|chat|conversations|users|usergroups(?:\.users)?|views|files|reactions|bots|team)\.\w+)\(/g,
);
/** Of all messages the bot takes those in its direct messages. */
const events = matches(/\bapp\.event\(\s*'(\w+)'/g).map((event) =>
  event === 'message' ? 'message.im' : event,
);

describe('the manifests', () => {
  test('keep Slack’s rules, both', () => {
    expect(socket.settings.socket_mode_enabled).toBe(true);
    expect(http.settings.socket_mode_enabled).toBe(false);
  });

  test('Socket Mode has no address; signed HTTP has the same one three times', () => {
    expect(JSON.stringify(socket)).not.toContain('https://');
    const address = 'https://bot.example/slack/events';
    expect([
      http.features.slash_commands[0]?.url,
      http.settings.event_subscriptions.request_url,
      http.settings.interactivity.request_url,
    ]).toEqual([address, address, address]);
  });

  test('differ in nothing else', () => {
    const plain = JSON.stringify(http, (key, value: unknown) =>
      key === 'url' || key === 'request_url' ? undefined : value,
    );
    expect(JSON.parse(plain)).toEqual({
      ...socket,
      settings: { ...socket.settings, socket_mode_enabled: false },
    });
  });

  test.each(['http://bot.example', 'bot.example', ''])('no manifest for %j', (bad) => {
    expect(() => httpManifest(written, bad)).toThrow('https://');
  });
});

describe('manifest and code', () => {
  test('the code’s calls and events are found', () => {
    expect(methods).toEqual(expect.arrayContaining(['chat.postMessage', 'usergroups.users.list']));
    expect(events).toContain('member_joined_channel');
  });

  test('every scope used is granted, and no more', () => {
    const unknown = methods.filter((method) => !(method in scopesOf));
    expect(unknown).toEqual([]);
    const used = [
      ...methods.flatMap((method) => scopesOf[method] ?? []),
      ...events.flatMap((event) => scopesOfEvent[event] ?? []),
      ...(/\bapp\.command\(/.test(code) ? ['commands'] : []),
      // https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
      ...(/'file_input'/.test(code) ? ['files:read'] : []),
    ];
    expect([...socket.oauth_config.scopes.bot].sort()).toEqual([...new Set(used)].sort());
  });

  test('the doctor asks for the scopes of the manifest, but for the optional ones', () => {
    const { bot, bot_optional } = socket.oauth_config.scopes;
    expect(neededScopes).toEqual(bot.filter((one) => !bot_optional.includes(one)));
  });

  test('optional are user groups alone, which are in the list of all, as Slack wants it', () => {
    const { bot, bot_optional } = socket.oauth_config.scopes;
    expect(bot_optional).toEqual(['usergroups:read']);
    expect(bot).toEqual(expect.arrayContaining(bot_optional));
  });

  test('every event listened to is subscribed, and no more', () => {
    expect([...socket.settings.event_subscriptions.bot_events].sort()).toEqual([...events].sort());
  });

  test('commands, buttons and shortcuts are there because the code takes them', () => {
    expect(socket.features.slash_commands.map(({ command }) => command)).toEqual(['/job']);
    expect(code).toMatch(/\bapp\.action\(/);
    expect(socket.settings.interactivity.is_enabled).toBe(true);
    const taken = [...code.matchAll(/callback_id: z\.literal\('(\w+)'\)/g)].map(([, id]) => id);
    expect(socket.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(taken);
    // Catch-alls for what nobody offers take `{}` or a type; a named one would need its place in the manifest.
    expect(code).not.toMatch(/\bapp\.(?:shortcut|options|function)\(\s*['"/]/);
  });
});

test('the slash command’s hint is the one that the table of verbs gives', () => {
  const hints = typedVerbs.flatMap((verb) => {
    const { typed } = verbs[verb];
    return 'hint' in typed ? [`${verb} ${typed.hint}`.trimEnd()] : [];
  });
  expect(socket.features.slash_commands.map(({ usage_hint }) => usage_hint)).toEqual([
    hints.join(' | '),
  ]);
});
