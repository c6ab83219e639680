import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { channel, at, command, launch, job, audit, auditOf } from '../evidence/samples.ts';
import { expectViolation, type Case } from './cases.ts';
import { checkRun } from './check-run.ts';

const launchOfTemplate = {
  ...launch,
  template_name: 'shared',
  template_version: 'v1',
  body: '{"labels":{"mark":"mark-1-1"},"args":["mark-1-1"]}',
};
const withLaunchOf = (mark: string): Evidence => ({
  ...templates([save(1, 'view:V1:0', 'mark-1-1')], undefined, { launches: [launchOfTemplate] }),
  vertex: buildEvidence({ jobs: [{ ...job, labels: { ...job.labels, mark } }] }).vertex,
});
/** One window of a template, submitted and closed. */
const saved = (view: string, base: number, mark: string) => ({
  id: view,
  kind: 'interactive',
  acked: true,
  payload: {
    type: 'view_submission',
    user: { id: 'U0WANDA' },
    view: {
      id: view,
      private_metadata: JSON.stringify({ channel, name: 'shared', base }),
      state: { values: { text: { value: `labels: { mark: ${mark} }` } } },
    },
  },
  attempts: [{ outcome: 'acked', at: at(999), ack: { response_action: 'clear' } }],
});
const save = (number: number, key: string, mark: string) => ({
  name: 'shared',
  number,
  action: 'save',
  text: `labels: { mark: ${mark} }\nargs: [${mark}]`,
  author: 'U0WANDA',
  request_key: key,
});
const saveAudit = auditOf('template:view:V1:0', 'template');
function templates(
  saves: readonly unknown[],
  payloads: readonly unknown[] = [saved('V1', 0, 'mark-1-1')],
  more = {},
): Evidence {
  const rows = { template_saves: saves, audit: [audit, saveAudit], ...more };
  return buildEvidence({ payloads: [command, ...payloads], rows });
}

const fine: readonly (readonly [string, Evidence])[] = [
  ['a saved template', templates([save(1, 'view:V1:0', 'mark-1-1')])],
  ['a launch of a whole version', withLaunchOf('mark-1-1')],
];

test.each(fine)('finds nothing in %s', (_, evidence) => {
  expect(checkRun(evidence).violations).toEqual([]);
});

const cases: readonly Case[] = [
  [
    'a saved template that was not stored',
    'lost',
    /a saved template is not stored/,
    templates([], undefined, { audit: [audit] }),
  ],
  [
    'a template that was saved with another text',
    'other',
    /v1 is not what was entered/,
    templates([save(1, 'view:V1:0', 'mark-1-2')]),
  ],
  [
    'a Save that made two versions',
    'twice',
    /one Save made shared v2/,
    templates([save(1, 'view:V1:0', 'mark-1-1'), save(2, 'view:V1:0', 'mark-1-1')]),
  ],
  [
    'a version that nobody saved',
    'other',
    /shared v1 was saved by nobody/,
    templates([save(1, 'view:V1:0', 'mark-1-1')], []),
  ],
  [
    'a missing version',
    'lost',
    /there is no version before shared v2/,
    templates([save(2, 'view:V1:0', 'mark-1-1')]),
  ],
  [
    'a version without an audit row',
    'lost',
    /shared v1 is in no audit row/,
    templates([save(1, 'view:V1:0', 'mark-1-1')], undefined, { audit: [audit] }),
  ],
  [
    'a launch that mixes two versions',
    'other',
    /abcd was launched from v1 \(mark-1-1\)/,
    withLaunchOf('mark-1-2'),
  ],
  [
    'a launch from a version that does not exist',
    'other',
    /abcd was launched from v1, which does not exist/,
    templates([], [], { launches: [launchOfTemplate], audit: [audit] }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});
