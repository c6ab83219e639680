// The app's manifest. It alone says what the app may do: scopes, commands and events that it lacks do not exist.

import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const shortcut = z.looseObject({
  name: z.string().max(24),
  type: z.enum(['message', 'global']),
  callback_id: z.string().max(255),
});

const schema = z.looseObject({
  display_information: z.looseObject({ name: z.string().min(1).max(35) }),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(false),
        })
        .prefault({}),
      bot_user: z.looseObject({ display_name: z.string().max(80) }).optional(),
      slash_commands: z
        .array(
          z.looseObject({
            command: z.string().regex(/^\/[^\s/]{1,31}$/),
            should_escape: z.boolean().default(false),
          }),
        )
        .max(50)
        .default([]),
      shortcuts: z.array(shortcut).max(10).default([]),
    })
    .prefault({}),
  oauth_config: z.looseObject({
    scopes: z
      .looseObject({
        bot: z.array(z.string()).max(255).default([]),
        bot_optional: z.array(z.string()).max(255).default([]),
      })
      .refine(({ bot, bot_optional }) => bot_optional.every((one) => bot.includes(one)), {
        path: ['bot_optional'],
        error: 'optional scopes must also be listed in bot',
      }),
  }),
  settings: z
    .looseObject({
      event_subscriptions: z
        .looseObject({ bot_events: z.array(z.string()).max(100).default([]) })
        .prefault({}),
      interactivity: z.looseObject({ is_enabled: z.boolean() }).prefault({ is_enabled: false }),
    })
    .prefault({}),
});

type Shortcut = z.output<typeof shortcut>;

export type AppManifest = {
  readonly name: string;
  readonly botName: string;
  readonly scopes: ReadonlySet<string>;
  /** Command with its slash → whether Slack escapes mentions in its text. */
  readonly commands: ReadonlyMap<string, { readonly shouldEscape: boolean }>;
  readonly shortcuts: readonly Shortcut[];
  readonly events: ReadonlySet<string>;
  readonly interactivity: boolean;
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
  /** Whether people can write to the app there. */
  readonly messagesTabWritable: boolean;
};

/** Reads a manifest: an object, YAML or JSON text, or a file's path. @throws z.ZodError when it is invalid */
export function readManifest(source: unknown): AppManifest {
  const { display_information, features, oauth_config, settings } = schema.parse(toObject(source));
  const name = display_information.name;
  return {
    name,
    botName: features.bot_user?.display_name ?? name,
    scopes: new Set(oauth_config.scopes.bot),
    commands: new Map(
      features.slash_commands.map((one) => [one.command, { shouldEscape: one.should_escape }]),
    ),
    shortcuts: features.shortcuts,
    events: new Set(settings.event_subscriptions.bot_events),
    interactivity: settings.interactivity.is_enabled,
    homeTab: features.app_home.home_tab_enabled,
    messagesTab: features.app_home.messages_tab_enabled,
    messagesTabWritable:
      features.app_home.messages_tab_enabled && !features.app_home.messages_tab_read_only_enabled,
  };
}

function toObject(source: unknown): unknown {
  if (typeof source !== 'string') return source;
  const isPath = !source.includes('\n') && existsSync(source);
  return parse(isPath ? readFileSync(source, 'utf8') : source);
}
