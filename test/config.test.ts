import { describe, expect, test } from 'vitest';
import { readConfig } from '../app/config.ts';

const enough = {
  SLACK_BOT_TOKEN: 'xoxb-1-secret',
  SLACK_APP_TOKEN: 'xapp-1-secret',
  VERTEX_TARGETS: 'ml-prod/us-central1, ml-prod/europe-west4',
};

function problems(env: Record<string, string>): string {
  const read = readConfig(env);
  return read.ok ? '' : read.problems.join('\n');
}

describe('readConfig', () => {
  test('three variables are enough; the rest has the documented defaults', () => {
    expect(readConfig(enough)).toEqual({
      ok: true,
      config: {
        slack: {
          botToken: 'xoxb-1-secret',
          apiUrl: 'https://slack.com/api/',
          timeoutMs: 10_000,
          mode: { kind: 'socket', appToken: 'xapp-1-secret' },
        },
        vertex: {
          targets: [
            { project: 'ml-prod', location: 'us-central1' },
            { project: 'ml-prod', location: 'europe-west4' },
          ],
          endpoint: 'https://{location}-aiplatform.googleapis.com',
          timeoutMs: 30_000,
          share: 30,
        },
        loggingEndpoint: 'https://logging.googleapis.com',
        monitoringEndpoint: 'https://monitoring.googleapis.com',
        billingEndpoint: 'https://cloudbilling.googleapis.com',
        database: { kind: 'sqlite', path: './data/jobs.db' },
        templatesDir: undefined,
        retention: { auditMs: 400 * 86_400_000, jobsMs: 180 * 86_400_000 },
        pollSchedule: '*/10 * * * * *',
        port: 3000,
        logLevel: 'info',
        leaseMs: 60_000,
        launchQuarantineMs: 180_000,
        cancelEscalateMs: 300_000,
      },
    });
  });

  test('nothing set: every problem at once, each with what to set', () => {
    expect(problems({})).toMatch(/SLACK_BOT_TOKEN[^]*VERTEX_TARGETS[^]*SLACK_APP_TOKEN/);
  });

  test('the metrics may have a port of their own, any free one too', () => {
    const read = readConfig({ ...enough, PORT: '0', METRICS_PORT: '0' });
    expect(read).toMatchObject({ ok: true, config: { port: 0, metricsPort: 0 } });
  });

  test('what can’t be read of RETENTION, or is misspelt, is a problem', () => {
    for (const RETENTION of ['jobs:1s', 'jobs', 'audits:400d']) {
      expect(problems({ ...enough, RETENTION })).toBe(
        'RETENTION must say how long audit and jobs are kept, each at least a day or forever, such as audit:400d,jobs:180d.',
      );
    }
    expect(problems({ ...enough, RETENTIONS: 'jobs:1d' })).toContain('did you mean RETENTION?');
  });

  test('the ops channel is the id of a channel, or none', () => {
    const read = readConfig({ ...enough, OPS_CHANNEL: ' C0123OPS ' });
    expect(read).toMatchObject({ ok: true, config: { opsChannel: 'C0123OPS' } });
    expect(readConfig({ ...enough, OPS_CHANNEL: ' ' })).toMatchObject({
      ok: true,
      config: { opsChannel: undefined },
    });
    for (const OPS_CHANNEL of [
      'https://x.slack.com/archives/C0123OPS',
      'https://x.enterprise.slack.com/archives/C0123OPS/',
      '<#C0123OPS>',
      '<#C0123OPS|ops>',
    ]) {
      expect(readConfig({ ...enough, OPS_CHANNEL })).toMatchObject({
        config: { opsChannel: 'C0123OPS' },
      });
    }
    for (const OPS_CHANNEL of [
      '#ops',
      'ops',
      'D0123ANA',
      'https://x.example/archives/C0123OPS',
      '<#D0123ANA>',
      '<#C0123OPS',
      'C0123OPS|ops',
    ]) {
      expect(problems({ ...enough, OPS_CHANNEL })).toBe(
        'OPS_CHANNEL must be the id of a Slack channel, such as C0123ABCD: it is at the end of the channel’s details.',
      );
    }
    expect(problems({ ...enough, OPS_CHANEL: 'C0123OPS' })).toContain('did you mean OPS_CHANNEL?');
  });

  test('the policy file is a path', () => {
    const read = readConfig({ ...enough, POLICY_FILE: ' ./policy.yml ' });
    expect(read).toMatchObject({ ok: true, config: { policyFile: './policy.yml' } });
  });

  test('a policy file that is named by nothing doesn’t let everybody in', () => {
    for (const POLICY_FILE of ['', ' ']) {
      expect(readConfig({ ...enough, POLICY_FILE })).toEqual({
        ok: false,
        problems: [
          'POLICY_FILE is empty: name the policy file, or unset it for the default policy.',
        ],
      });
    }
  });

  test('an empty variable is an unset one', () => {
    expect(problems({ ...enough, SLACK_BOT_TOKEN: ' ' })).toContain('SLACK_BOT_TOKEN is not set');
  });

  test('a signing secret without an app token means signed HTTP', () => {
    const read = readConfig({
      ...enough,
      SLACK_APP_TOKEN: undefined,
      SLACK_SIGNING_SECRET: 'abcdef0123',
    });
    expect(read.ok && read.config.slack.mode).toEqual({
      kind: 'http',
      signingSecret: 'abcdef0123',
    });
  });

  test.each([
    ['SLACK_BOT_TOKEN', 'xoxp-user-token', 'xoxb-'],
    ['SLACK_APP_TOKEN', 'xoxb-1', 'xapp-'],
    ['VERTEX_TARGETS', 'ml-prod', 'project/location'],
    ['VERTEX_TARGETS', 'a/b,a/b', 'each once'],
    ['VERTEX_ENDPOINT', 'http://example.com', 'https://'],
    ['BILLING_ENDPOINT', 'http://example.com', 'https://'],
    ['SLACK_API_URL', 'slack.com', 'https://'],
    ['DATABASE_URL', 'mysql://x', 'postgres://'],
    ['DATABASE_URL', 'file::memory:', 'file:path'],
    ['POLL_SCHEDULE', '* * * * *', 'six fields'],
    ['POLL_SCHEDULE', 'now and then please do it', 'six fields'],
    ['VERTEX_SHARE', '0%', '1% to 100%'],
    ['VERTEX_SHARE', '101%', '1% to 100%'],
    ['VERTEX_SHARE', '0.3', '30%'],
    ['PORT', '99999', '65535'],
    ['METRICS_PORT', '99999', '65535'],
    ['METRICS_PORT', '3000', 'another port than PORT'],
    ['LOG_LEVEL', 'loud', 'debug, info, warn, error'],
    ['LEASE', '1 minute', '5m'],
    ['LEASE', '20s', 'longer than SLACK_TIMEOUT and VERTEX_TIMEOUT'],
    ['LAUNCH_QUARANTINE', '30s', 'not be shorter than LEASE'],
  ])('%s=%s is refused with the remedy', (name, value, remedy) => {
    const said = problems({ ...enough, [name]: value });
    expect(said).toContain(name);
    expect(said).toContain(remedy);
  });

  test('no value is repeated: it may be a secret', () => {
    expect(
      problems({ ...enough, SLACK_BOT_TOKEN: 'hunter2', SLACK_APP_TOKEN: 'hunter2' }),
    ).not.toContain('hunter2');
  });

  test('a slip in a name is told with the nearest; foreign variables are nobody’s business', () => {
    const said = problems({
      ...enough,
      VERTEX_TIMEOUTS: '3s',
      SLACK_CHANNEL: 'x',
      POLL_SCHEDUL: '* * * * * *',
    });
    expect(said).toBe(
      'VERTEX_TIMEOUTS is not known: did you mean VERTEX_TIMEOUT?\nPOLL_SCHEDUL is not known: did you mean POLL_SCHEDULE?',
    );
  });

  test('http is fine on this machine', () => {
    expect(
      readConfig({
        ...enough,
        VERTEX_ENDPOINT: 'http://127.0.0.1:9',
        SLACK_API_URL: 'http://localhost:9/api',
      }).ok,
    ).toBe(true);
  });
});
