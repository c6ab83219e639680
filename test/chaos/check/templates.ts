// A template stored from Slack: each acked Save makes exactly one version, and each launch uses one whole version.

import type { Payload, Rows } from '../evidence/evidence.ts';
import type { Index, LaunchEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { keysOf } from '../evidence/payload-keys.ts';
import { savedTemplate } from '../plan/feature-act.ts';

type Save = Rows['template_saves'][number];

export function checkTemplates({ evidence, payloads, perLaunch }: Index): readonly Violation[] {
  const { template_saves: saves } = evidence.rows;
  return [
    ...payloads.filter(isAccepted).flatMap((payload) => checkAccepted(saves, payload)),
    ...saves.flatMap((save) => checkSave(saves, payloads, save)),
    ...perLaunch
      .filter(({ launch }) => launch.template_name === savedTemplate)
      .flatMap((one) => checkVersion(saves, one)),
  ];
}

/** The distinct marks in a text. Everything written in one modal has the same mark. */
const marksIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\bmark-\d+-\d+\b/g) ?? []),
];

/** Whether the bot accepted a submitted template form: closing the modal tells the person that it is saved. */
function isAccepted({ payload, attempts }: Payload): boolean {
  const isTemplate = payload.view?.private_metadata.includes('"base":') === true;
  return (
    payload.type === 'view_submission' &&
    isTemplate &&
    attempts.some(({ outcome, ack }) => outcome === 'acked' && closes(ack))
  );
}

function closes(ack: unknown): boolean {
  return (
    typeof ack === 'object' &&
    ack !== null &&
    'response_action' in ack &&
    ack.response_action === 'clear'
  );
}

function checkAccepted(saves: readonly Save[], payload: Payload): readonly Violation[] {
  const keys = keysOf(payload);
  const [save, ...more] = saves.filter(({ request_key }) => keys.includes(request_key));
  if (save === undefined) {
    return [{ kind: 'lost', what: `a saved template is not stored: ${keys.join()}` }];
  }
  const entered = marksIn(JSON.stringify(payload.payload.view));
  const isWritten = marksIn(save.text).every((mark) => entered.includes(mark));
  return [
    ...more.map((one): Violation => ({
      kind: 'twice',
      what: `one Save made ${one.name} v${one.number} as well as v${save.number}`,
    })),
    ...(isWritten
      ? []
      : [
          {
            kind: 'other',
            what: `${save.name} v${save.number} is not what was entered in its modal`,
          } as const,
        ]),
  ];
}

function checkSave(
  saves: readonly Save[],
  payloads: readonly Payload[],
  { name, number, request_key: key }: Save,
): readonly Violation[] {
  const about = `${name} v${number}`;
  const found: Violation[] = [];
  if (!payloads.some((payload) => keysOf(payload).includes(key))) {
    found.push({ kind: 'other', what: `${about} was saved by nobody: ${key}` });
  }
  if (number > 1 && !saves.some((one) => one.name === name && one.number === number - 1)) {
    found.push({ kind: 'lost', what: `there is no version before ${about}` });
  }
  return found;
}

function checkVersion(
  saves: readonly Save[],
  { launch, jobs }: LaunchEvidence,
): readonly Violation[] {
  const { handle, template_version: version, body } = launch;
  const save = saves.find(({ number }) => `v${number}` === version);
  if (save === undefined || save.action === 'delete') {
    return [
      { kind: 'other', what: `${handle} was launched from ${version}, which does not exist` },
    ];
  }
  const wanted = marksIn(save.text).join();
  const made = [body, ...jobs.map((job) => JSON.stringify(job))].map((one) => marksIn(one).join());
  return made.every((marks) => marks === wanted)
    ? []
    : [
        {
          kind: 'other',
          what: `${handle} was launched from ${version} (${wanted}), and is made of ${made.join(' and ')}`,
        },
      ];
}
