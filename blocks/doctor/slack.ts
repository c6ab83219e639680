// What doctor found of the connection to Slack.

import { quoteReason } from '../kit/reason.ts';
import type { FindingOf } from '../../app/domain/doctor/checkup.ts';
import { quote, quoteCode, say, type Line } from '../kit/rich.ts';

export function accountParts({ account, grade }: FindingOf<'account'>): Line {
  if (!account.ok) {
    const remedy =
      grade === 'problem'
        ? '. Set the current token of the installed app (SLACK_BOT_TOKEN) and restart me.'
        : '. Ask again in a minute.';
    return [say('Slack: '), quoteReason(account.failure.message), say(remedy)];
  }
  const { botName, teamName, mode, connected } = account.value;
  const way = mode === 'socket' ? 'Socket Mode' : 'signed HTTP';
  return [
    say('Slack knows me as @'),
    quote(botName),
    say(' of '),
    quote(teamName),
    say(
      connected
        ? `, over ${way}.`
        : ', but there is no Socket Mode connection: I connect again by myself; if it lasts, check SLACK_APP_TOKEN.',
    ),
  ];
}

export function scopeParts({ missing }: FindingOf<'scopes'>): Line {
  if (missing === undefined) {
    return [say('Scopes: Slack did not say which my token has; compare them with manifest.yml.')];
  }
  return missing.length === 0
    ? [say('Scopes: all that manifest.yml asks for.')]
    : [
        say('Scopes missing: '),
        quote(missing.join(', '), 300),
        say('. Paste the current manifest.yml at api.slack.com/apps and reinstall the app.'),
      ];
}

export function channelParts({ check, botName, grade }: FindingOf<'channel'>): Line {
  const remedy =
    grade === 'problem' ? '. Mend the token and its scopes.' : '. Ask again in a minute.';
  if (!check.ok) return [say('Here: '), quoteReason(check.failure.message), say(remedy)];
  switch (check.value) {
    case 'member':
      return [say('Here: I can post.')];
    case 'joinable':
      return [say('Here: I can post; I join this public channel at its first launch.')];
    case 'archived':
      return [say('Here: the channel is archived, so I can’t post. Unarchive it.')];
    case 'invisible':
      return [
        say('Here: I’m not in this conversation, so I can’t post. Type '),
        quoteCode(`/invite @${botName ?? '…'}`),
        say(', or launch from another channel.'),
      ];
  }
}
