// Keeps SECURITY.md true: scopes, secrets, threats and places are those that there are.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { variables } from '../../app/environment.ts';
import { defaultRetention, parseRetention } from '../../app/domain/retention/retention.ts';
import { fillTemplate } from '../../app/domain/template/fill/fill-template.ts';
import { parsePolicy } from '../../app/domain/permission/read/parse-policy.ts';
import { unlistedAccount } from '../../app/domain/permission/run-as.ts';
import { parseTemplate } from '../../app/domain/template/read/parse-template.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const text = read('SECURITY.md');
const prose = text.replaceAll(/\s+/g, ' ');

/** What stands under a heading. */
function section(heading: string): string {
  const [, after] = text.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`SECURITY.md has no heading ${heading}.`);
  return after.split('\n## ', 1)[0] ?? '';
}

/** The rows of its table: the code in the first cell, and the second cell. */
const rowsOf = (heading: string): readonly (readonly [name: string, why: string])[] =>
  [...section(heading).matchAll(/^\| `([^`]+)` +\| (.*?) *\|$/gm)].map(([, name, why]) => [
    name ?? '',
    why ?? '',
  ]);

test('each scope of the manifest is listed with its reason, and no other', () => {
  const { oauth_config: oauth } = z
    .object({ oauth_config: z.object({ scopes: z.record(z.string(), z.array(z.string())) }) })
    .parse(parse(read('manifest.yml')));
  const rows = rowsOf('Scopes in Slack');
  expect(rows.map(([scope]) => scope).toSorted()).toEqual(
    [...new Set(Object.values(oauth.scopes).flat())].toSorted(),
  );
  expect(rows.filter(([, why]) => why.length < 5)).toEqual([]);
  const optional = Object.entries(oauth.scopes).flatMap(([kind, names]) =>
    kind.endsWith('_optional') ? names : [],
  );
  const toldOptional = rows.filter(([, why]) => why.includes('optional'));
  expect(toldOptional.map(([scope]) => scope)).toEqual(optional);
  const ofPeople = Object.keys(oauth.scopes).filter((kind) => kind.startsWith('user'));
  expect(ofPeople).toEqual([]);
  expect(text).toContain('There are no user scopes');
});

/** Variables of the bot's whose value lets a reader do something, and that of Google's library. */
const secret = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DATABASE_URL',
  'GOOGLE_APPLICATION_CREDENTIALS',
];
/** A new variable belongs here, or above and into SECURITY.md. */
const harmless = [
  'SLACK_API_URL',
  'VERTEX_TARGETS',
  'VERTEX_ENDPOINT',
  'LOGGING_ENDPOINT',
  'MONITORING_ENDPOINT',
  'BILLING_ENDPOINT',
  'TEMPLATES_DIR',
  'POLICY_FILE',
  'OPS_CHANNEL',
  'POLL_SCHEDULE',
  'RETENTION',
  'PORT',
  'METRICS_PORT',
  'LOG_LEVEL',
  'SLACK_TIMEOUT',
  'VERTEX_TIMEOUT',
  'VERTEX_SHARE',
  'LEASE',
  'LAUNCH_QUARANTINE',
  'CANCEL_ESCALATE',
];

test('each variable that holds a secret is listed, with what it lets somebody do', () => {
  const rows = rowsOf('Secrets it is given');
  expect(rows.map(([name]) => name)).toEqual(secret);
  expect(rows.filter(([, why]) => why.length < 5)).toEqual([]);
});

test('of each variable it is known whether it holds a secret', () => {
  expect(variables).toContain('SLACK_BOT_TOKEN');
  expect(variables.filter((name) => ![...secret, ...harmless].includes(name))).toEqual([]);
});

test('each address that the bot is given is named where it says what leaves', () => {
  const leaves = section('What leaves, and to whom');
  for (const name of harmless.filter((one) => /_(?:URL|ENDPOINT)$/.test(one))) {
    expect(leaves).toContain(`\`${name}\``);
  }
});

test.each([
  'Forged and replayed requests',
  'Confused deputy: the account that a job runs as',
  'Confused deputy: what the bot may read',
  'Addresses pasted in chat',
  'Templates as code',
  'Patterns',
  'A stolen database',
  'A compromised channel',
  'Malicious names, labels and log lines',
  'A compromised replica or Google credential',
  'The audit’s socket',
  'The policy file',
  'Approvals',
])('names a threat: %s', (threat) => {
  expect(section('Threats, and what answers them')).toContain(`**${threat}.**`);
});

test('the places and pages that it names exist', () => {
  const quoted = [...text.matchAll(/`((?:app|blocks|test)\/[^`\n]+)`/g)].map(([, path]) => path);
  const linked = [...text.matchAll(/\]\(((?!https:|#)[^)]+)\)/g)].map(([, path]) => path);
  expect(quoted.length).toBeGreaterThan(25);
  expect(linked).toContain('docs/retention.md');
  const gone = [...quoted, ...linked].filter((path) => !existsSync(join(root, path ?? '')));
  expect(gone).toEqual([]);
});

test('the account that a job runs as is pinned by the policy’s list alone, as it says', () => {
  expect(prose).toContain('**Without that list**, a template, or a job’s spec');
  const jobSpec = {
    serviceAccount: '{{account}}',
    workerPoolSpecs: [
      { machineSpec: { machineType: 'n1-standard-4' }, containerSpec: { imageUri: 'i' } },
    ],
  };
  const tree = { parameters: { account: { type: 'string', required: true } }, jobSpec };
  const parsed = parseTemplate(tree, { name: 'any', origin: 'a file', version: '1' });
  if (!parsed.ok) throw new Error('The template was refused.');
  const account = 'owner@of-another-project.iam.gserviceaccount.com';
  const input = { parameters: { account } };
  const target = { project: 'ml-prod', location: 'us-central1' };
  expect(fillTemplate(parsed.template, input, [target])).toMatchObject({
    ok: true,
    launch: { body: { jobSpec: { serviceAccount: account } } },
  });
  const launch = { template: { name: 'any', version: '1' }, requester: { channel: 'C0ML' } };
  const listing = (tree: object) => {
    const policy = parsePolicy(tree);
    if (!policy.ok) throw new Error('The policy was refused.');
    return unlistedAccount(policy.rules, {
      ...launch,
      body: { jobSpec: { ...jobSpec, serviceAccount: account } },
    });
  };
  expect(listing({})).toBeUndefined();
  expect(listing({ runAs: ['default', 'owner@ml-prod.iam.gserviceaccount.com'] })).toBeDefined();
});

test('how long jobs and the audit are kept is as by default', () => {
  const kept = parseRetention(defaultRetention);
  const stored = section('What is stored, where, and for how long');
  for (const ms of [kept?.jobsMs ?? 0, kept?.auditMs ?? 0]) {
    expect(stored).toContain(`${ms / 86_400_000} days`);
  }
});

test('the roles are those that README gives the bot', () => {
  const roles = (page: string): readonly string[] =>
    [...new Set(page.match(/roles\/\w+\.\w+/g) ?? [])].toSorted();
  expect(roles(text)).toEqual(roles(read('README.md')));
});

test('README leads to it', () => {
  expect(read('README.md')).toContain('(SECURITY.md)');
});
