import type { ChannelCheck } from '../../../app/domain/doctor/checkup.ts';
import { succeeded } from '../../../app/domain/error/failure.ts';
import type { HealthChecks } from '../../../app/usecase/ports/slack.ts';

/** A Slack that says of the bot and its channels what is in `checks`. */
export function createFakeHealthChecks() {
  const checks: { account: Awaited<ReturnType<HealthChecks['account']>>; channel: ChannelCheck } = {
    account: succeeded({
      botName: 'vertexjobs',
      teamName: 'Acme',
      mode: 'socket',
      connected: true,
      missingScopes: [],
    }),
    channel: 'member',
  };
  const healthChecks: HealthChecks = {
    account: () => Promise.resolve(checks.account),
    channel: () => Promise.resolve(succeeded(checks.channel)),
  };
  return { healthChecks, checks };
}
