const comeBack = 'Invite me there again and I tell what was missed.';

const remedies: ReadonlyMap<string, string> = new Map([
  ['not_in_channel', comeBack],
  ['channel_not_found', comeBack],
  ['is_archived', 'Once it is unarchived I tell what was missed.'],
  // The bot's own code for a root that can't be posted again.
  ['root_deleted', 'Its card was deleted twice, so I take it that it is not wanted there.'],
]);

/** The remedy for a thread that Slack doesn't let the bot post in, by Slack's error code. */
export const slackRemedy = (code: string): string =>
  remedies.get(code) ?? 'I try again every ten minutes.';
