import { eventsPath } from './transport/http-door.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The manifest for signed HTTP, made from the one for Socket Mode: the same app, reached at
 * `baseUrl` + /slack/events. Throws a sentence if `baseUrl` isn't an https URL.
 */
export function httpManifest(manifest: Json, baseUrl: string): Json {
  if (!URL.canParse(baseUrl) || new URL(baseUrl).protocol !== 'https:') {
    throw new Error(
      '--url must be the bot’s public https:// address: Slack sends its requests there.',
    );
  }
  // A proxy may serve the bot under a path.
  const url = `${baseUrl.replace(/\/+$/, '')}${eventsPath}`;
  const features = section(manifest, 'features');
  const settings = section(manifest, 'settings');
  const commands = Array.isArray(features['slash_commands']) ? features['slash_commands'] : [];
  return {
    ...manifest,
    features: {
      ...features,
      slash_commands: commands.map((command: Json) => ({ ...command, url })),
    },
    settings: {
      ...settings,
      event_subscriptions: { request_url: url, ...section(settings, 'event_subscriptions') },
      interactivity: { ...section(settings, 'interactivity'), request_url: url },
      socket_mode_enabled: false,
    },
  };
}

function section(of: Json, name: string): Json {
  const value = of[name];
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
