// A template that is kept in Slack: one version for each window whose Save was acked, none lost, none twice; and what is launched from it
// is one whole version.

import type { Payload, Rows } from '../evidence/evidence.ts';
import type { Index, Story } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { keysOf } from '../evidence/payload-keys.ts';
import { savedTemplate } from '../plan/feature-act.ts';

type Save = Rows['template_saves'][number];

export function judgeTemplates({ evidence, payloads, stories }: Index): readonly Finding[] {
  const { template_saves: saves } = evidence.rows;
  return [
    ...payloads.filter(isAccepted).flatMap((payload) => judgeAccepted(saves, payload)),
    ...saves.flatMap((save) => judgeSave(saves, payloads, save)),
    ...stories
      .filter(({ launch }) => launch.template_name === savedTemplate)
      .flatMap((story) => judgeVersion(saves, story)),
  ];
}

/** The marks that a text bears, each once: what was written in one window bears one. */
const marksIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\bmark-\d+-\d+\b/g) ?? []),
];

/** A window of a template that the bot has closed says that it is saved. */
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

function judgeAccepted(saves: readonly Save[], payload: Payload): readonly Finding[] {
  const keys = keysOf(payload);
  const [save, ...more] = saves.filter(({ request_key }) => keys.includes(request_key));
  if (save === undefined) {
    return [{ kind: 'lost', what: `a saved template is not kept: ${keys.join()}` }];
  }
  const entered = marksIn(JSON.stringify(payload.payload.view));
  const isWritten = marksIn(save.text).every((mark) => entered.includes(mark));
  return [
    ...more.map((one): Finding => ({
      kind: 'twice',
      what: `one Save made ${one.name} v${one.number} as well as v${save.number}`,
    })),
    ...(isWritten
      ? []
      : [
          {
            kind: 'other',
            what: `${save.name} v${save.number} is not what was written in its window`,
          } as const,
        ]),
  ];
}

function judgeSave(
  saves: readonly Save[],
  payloads: readonly Payload[],
  { name, number, request_key: key }: Save,
): readonly Finding[] {
  const about = `${name} v${number}`;
  const found: Finding[] = [];
  if (!payloads.some((payload) => keysOf(payload).includes(key))) {
    found.push({ kind: 'other', what: `${about} was saved by nobody: ${key}` });
  }
  if (number > 1 && !saves.some((one) => one.name === name && one.number === number - 1)) {
    found.push({ kind: 'lost', what: `there is no version before ${about}` });
  }
  return found;
}

function judgeVersion(saves: readonly Save[], { launch, jobs }: Story): readonly Finding[] {
  const { handle, template_version: version, body } = launch;
  const save = saves.find(({ number }) => `v${number}` === version);
  if (save === undefined || save.action === 'delete') {
    return [{ kind: 'other', what: `${handle} was launched from ${version}, which is none` }];
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
