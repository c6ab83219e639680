import { expect, test } from 'vitest';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { diagnose } from '../../../app/domain/doctor/diagnose.ts';
import { failed, succeeded } from '../../../app/domain/error/failure.ts';
import type { Checkup } from '../../../app/domain/doctor/checkup.ts';
import { checkupsOf, context, healthy } from '../samples.ts';

const shown = (checkup: Checkup | undefined) =>
  renderAnswer(
    { kind: 'doctor', version: '1.2.3', findings: checkup === undefined ? [] : diagnose(checkup) },
    context,
  );

/** What rich_text says, channels as the fallback writes them. */
function saidInBlocks(blocks: unknown): string {
  if (Array.isArray(blocks)) return blocks.map(saidInBlocks).join('');
  if (typeof blocks !== 'object' || blocks === null) return '';
  if ('type' in blocks && blocks.type === 'text' && 'text' in blocks) return String(blocks.text);
  if ('user_id' in blocks) return `<@${String(blocks.user_id)}>`;
  if ('timestamp' in blocks && 'format' in blocks && 'fallback' in blocks) {
    return `<!date^${String(blocks.timestamp)}^${String(blocks.format)}|${String(blocks.fallback)}>`;
  }
  if ('channel_id' in blocks) return `<#${String(blocks.channel_id)}>`;
  return Object.values(blocks).map(saidInBlocks).join('');
}

test('all is well', () => {
  expect(shown(healthy).text.split('\n')).toEqual([
    'Doctor · version 1.2.3 · all is well',
    '✅ OK · Slack knows me as @vertexjobs of Acme, over signed HTTP.',
    '✅ OK · Scopes: all that manifest.yml asks for.',
    '✅ OK · Here: I can post.',
    '✅ OK · Vertex ml-prod/us-central1 was read 8 s ago. Project number: 123456789012.',
    '✅ OK · The use of GPUs in ml-prod can be read.',
    '✅ OK · Templates: 2 can be launched.',
    '✅ OK · Policy: the default one, since POLICY_FILE is not set.',
    '✅ OK · Outbox: nothing waits to be told.',
    '✅ OK · Database: SQLite answers.',
    '✅ OK · Kept: 1204 launches (the oldest of 2026-06-27), 1 audit row (the oldest of 2026-06-27); 48.3 MB in all. RETENTION keeps ended jobs for 180d, and the audit for 400d.',
    '✅ OK · Clock: within 2 s of Google’s.',
  ]);
});

test('each trouble has its state as a word, and its remedy', () => {
  const lines = shown(checkupsOf('Boom.')[0]).text.split('\n');
  expect(lines[0]).toBe('Doctor · version 1.2.3 · 13 problems, 13 warnings, 4 not known');
  for (const line of [
    '❌ Problem · Scopes missing: Boom., chat:write. Paste the current manifest.yml at api.slack.com/apps and reinstall the app.',
    '❌ Problem · Here: I’m not in this conversation, so I can’t post. Type /invite @Boom., or launch from another channel.',
    '❌ Problem · Vertex ml-prod/us-central1 was never read: Boom. It is tried again at each poll; nothing is lost meanwhile. Project number: not known yet.',
    '❌ Problem · Vertex other/us-central1 has been unreachable for 1 h 30 min: Boom. It is tried again at each poll; nothing is lost meanwhile. Project number: Boom..',
    '⚠️ Warning · Vertex ml-prod/us-central1 was read 5 s ago; the last try failed: Boom. It is tried again at each poll; nothing is lost meanwhile. Project number: not known yet.',
    '⚠️ Warning · Template Boom. (Boom.) seems to hold a secret in Boom., Boom., Boom. and 1 more place. I show it to nobody, but it goes into every job: keep it in Secret Manager instead.',
    '❌ Problem · Can’t post: a3f9 in <#C0JOBS>, Slack says is_archived for 30 min; 3 updates wait. Once it is unarchived I tell what was missed.',
    '❌ Problem · Can’t post: <#C0JOBS>, Slack says Boom., since when is not known; 1 update waits. I try again every ten minutes.',
    '❌ Problem · Launch a3f9 in <#C0JOBS> made no job that could be found (30 min: Boom). Decide in its thread: Launch again, or leave it.',
    '⚠️ Warning · Launch a3f9 in <#C0JOBS> may or may not have made its job (30 min: Boom). I am looking for it.',
    '❌ Problem · Cancel of a3f9 in <#C0JOBS> is still under way after 30 min: Boom. I keep asking; you can also cancel the job in the console.',
    '❌ Problem · No warning about a3f9 could be delivered in <#C0JOBS> for 30 min, so its guard cancels nothing. Let me post in that channel; until then, look after the job yourself.',
    '⚠️ Warning · Not named here: 2 parked threads, 2 stuck launches, 2 dragging cancels, 2 unheard guards. A workspace admin sees what is in other channels.',
    '⚠️ Warning · The use of GPUs in Boom. is not known, so no guard holds a job to it. The bot’s account may not read Cloud Monitoring in Boom.: give it roles/monitoring.viewer there.',
    '❌ Problem · Clock: mine is 6 min 40 s ahead of Google’s. Set this machine’s clock (NTP).',
  ]) {
    expect(lines).toContain(line);
  }
});

test('of an ops channel it says whether trouble can be told there, and what to do if not', () => {
  const said = (check: NonNullable<Checkup['ops']>['check']) =>
    shown({ ...healthy, ops: { channel: 'C0OPS', check } })
      .text.split('\n')
      .filter((line) => line.includes('C0OPS'));
  expect(said(succeeded('member'))).toEqual([
    '✅ OK · Ops channel <#C0OPS>: I can tell trouble of mine there.',
  ]);
  expect(said(succeeded('joinable'))).toEqual([
    '✅ OK · Ops channel <#C0OPS>: I join this public channel when there is trouble to tell.',
  ]);
  expect(said(succeeded('archived'))).toEqual([
    '❌ Problem · Ops channel <#C0OPS> is archived, so I can tell no trouble of mine there. Unarchive it, or set OPS_CHANNEL to another.',
  ]);
  expect(said(succeeded('invisible'))).toEqual([
    '❌ Problem · Ops channel <#C0OPS>: I’m not in it, or there is none with this id, so I can tell no trouble of mine. Type /invite @vertexjobs there, or correct OPS_CHANNEL.',
  ]);
  expect(said(failed({ kind: 'transient', message: 'No answer.' }))).toEqual([
    '❓ Not known · Ops channel <#C0OPS>: No answer. Ask again in a minute.',
  ]);
  expect(said(failed({ kind: 'permanent', message: 'missing_scope' }))).toEqual([
    '❌ Problem · Ops channel <#C0OPS>: missing_scope. Check OPS_CHANNEL.',
  ]);
});

test('of a file that is refused for something else it does not say that jobs hold its secret', () => {
  const holder = { name: 'train', origin: 'a.yaml', places: ['line 3'], isRefused: true };
  const secrets = [holder, { ...holder, origin: 'Slack' }];
  const lines = shown({ ...healthy, templates: succeeded({ count: 1, broken: [], secrets }) }).text;
  expect(lines.split('\n').filter((line) => line.includes('secret'))).toEqual([
    '⚠️ Warning · Template train (a.yaml) seems to hold a secret in line 3. I show it to nobody, but whoever can read the file sees it: keep it in Secret Manager instead.',
    '⚠️ Warning · Template train seems to hold a secret in line 3. I show it to nobody, but it stays in its history: keep it in Secret Manager instead.',
  ]);
});

test('what is not known is said so', () => {
  const lines = shown(checkupsOf('Boom.')[1]).text.split('\n');
  expect(lines).toContain('❓ Not known · Here: Boom. Ask again in a minute.');
  expect(lines).toContain('❓ Not known · Templates: Boom. See the database.');
  expect(lines).toContain(
    '❓ Not known · Clock: not compared with Google’s yet. Ask again after a good poll.',
  );
  expect(lines).toContain(
    '❌ Problem · Database: SQLite does not answer (Boom.), so targets and what waits are not known. Check DATABASE_URL and its server or disk.',
  );
});

test('the plain text says what the blocks say', () => {
  for (const checkup of checkupsOf('Boom.')) {
    const { text, blocks } = shown(checkup);
    expect(saidInBlocks(blocks)).toBe(text.replaceAll('\u2060', ''));
  }
});

test('a flood is cut where it is no worse than what is shown, and says so', () => {
  const broken = Array.from({ length: 60 }, (_, index) => ({
    file: `${index}.yaml`,
    problems: ['No.'],
  }));
  const { text } = shown({ ...healthy, templates: succeeded({ count: 0, broken }) });
  expect(text.split('\n')).toHaveLength(27);
  expect(text).toContain('… and 46 more, no worse than these: mend these first.');
});
