// Who may approve or deny a launch: whom the policy lets approve in the launch's channel, and who is
// in a role of each rule that asks for it. Nobody decides on their own launch, or on a template that
// they saved themselves.

import type { ApprovalNeed } from '../../domain/approval/approval-need.ts';
import type { ApprovalRefusal } from '../../domain/approval/approval-refusal.ts';
import type { Launch, Requester } from '../../domain/launch/launch.ts';
import type { Knowledge } from '../../domain/permission/knowledge.ts';
import { versionName, type TemplateSave } from '../../domain/template/template-save.ts';
import { readVersion } from '../../domain/template/template-save.ts';
import { decide, type Decision } from './decide.ts';
import type { Refused } from './refuse.ts';
import type { Tx } from '../ports/store/store.ts';
import type { ApprovalDeps } from './approval-deps.ts';
import { needOf } from './approval-need-of.ts';

type Asked = Pick<Launch, 'template' | 'body' | 'estimate' | 'requester'> &
  Partial<Pick<Launch, 'approval'>>;
type Approver = Pick<Requester, 'userId' | 'teamId' | 'channel'>;

/** Whether somebody may decide on a launch, by what is known of them (a minute old at most). */
export async function mayApprove(
  deps: ApprovalDeps,
  approver: Approver,
  launch: Asked,
  knowledge?: Knowledge,
): Promise<Decision> {
  const decision = await permitApproval(
    deps,
    approver,
    launch,
    await needOf(deps, launch),
    knowledge,
  );
  if ('later' in decision || !decision.allowed) return decision;
  const why = await barring(deps, approver.userId, launch);
  return why === undefined ? decision : { allowed: false, why, ask: [] };
}

/**
 * What the policy says of somebody, by the rules of the launch's channel, wherever they are asked.
 */
export async function permitApproval(
  deps: ApprovalDeps,
  { userId, teamId, channel: place }: Approver,
  { template, approval, requester: { channel, userId: launcher } }: Asked,
  need: ApprovalNeed | undefined,
  knowledge?: Knowledge,
): Promise<Decision> {
  const there = { userId, teamId, channel };
  const subject = { template: template.name, approvers: need?.by ?? [] };
  const decision = await decide(deps, there, 'approve', subject, knowledge);
  if ('later' in decision || decision.allowed) return decision;
  const { why, ask } = decision;
  return {
    allowed: false,
    why: place === channel ? why : elsewhere(why),
    // A role of the list that refuses may not be enough for the others.
    ask: approval?.called.people ?? ask.filter((one) => one !== launcher),
  };
}

/** The channel whose rules refuse isn't the one where it was pressed. */
function elsewhere(why: Refused['why']): Refused['why'] {
  return why.kind === 'not-granted' && why.factor.kind === 'channel'
    ? { ...why, factor: { ...why.factor, here: false } }
    : why;
}

/** Why somebody may not decide on a launch although the policy lets them approve. */
async function barring(
  { store, templates }: ApprovalDeps,
  userId: string,
  launch: Asked,
): Promise<ApprovalRefusal | undefined> {
  if (userId === launch.requester.userId) return { kind: 'own-launch' };
  const { name } = launch.template;
  const current = await templates.get(name);
  const savers = await store.transaction((tx) => saversOf(tx, launch.template, current?.version));
  return savers.includes(userId) ? { kind: 'own-template', template: name } : undefined;
}

/** Everybody who may not decide on a launch whatever the policy says. */
export async function barredFrom(
  { store, templates }: ApprovalDeps,
  { template, requester }: Asked,
): Promise<readonly string[]> {
  const current = await templates.get(template.name);
  const savers = await store.transaction((tx) => saversOf(tx, template, current?.version));
  return [requester.userId, ...savers];
}

/** Who saved the launched version and the current one, of a template that is kept in Slack. */
async function saversOf(
  tx: Tx,
  { name, version }: Launch['template'],
  current: string | undefined,
): Promise<readonly string[]> {
  const saves: TemplateSave[] = [];
  for (const one of new Set([version, current])) {
    const number = one === undefined ? undefined : readVersion(one);
    // A file's version may be all digits.
    if (number === undefined || one !== versionName(number)) continue;
    const save = await tx.templateSaves.get(name, number);
    if (save !== undefined) saves.push(save);
  }
  return saves.map(({ author }) => author);
}
