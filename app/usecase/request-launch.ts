import type { Answer } from '../domain/answer.ts';
import type { LaunchCommand } from '../domain/command.ts';
import { makeHandle } from '../domain/handle.ts';
import type { CardView } from '../domain/card.ts';
import { launchIdLabel, type CustomJobBody, type Target } from '../domain/job.ts';
import { isSameLaunch, type Launch } from '../domain/launch.ts';
import { didYouMean } from '../domain/nearest.ts';
import { fillTemplate } from '../domain/template.ts';
import type { Request } from './desk-port.ts';
import type { Store, Tx } from './store-port.ts';
import type { Templates } from './template-port.ts';

export type RequestLaunchDeps = {
  readonly store: Store;
  readonly templates: Templates;
  readonly targets: readonly Target[];
  readonly random: () => number;
  /** A new launch id: also a label value, so lowercase letters and digits only. */
  readonly newLaunchId: () => string;
};

/** Of one template; more alive at once than this and a repeat may go unnoticed. */
const mostTwins = 200;

type Filled = Pick<Launch, 'template' | 'parameters' | 'target' | 'body' | 'maxTimeMs'>;

/**
 * Turns a typed launch into a stored one: checked and filled now, so that what is wrong is answered at once and what is stored
 * can be sent; who may do it is decided by the loop.
 */
export async function requestLaunch(
  deps: RequestLaunchDeps,
  request: Request,
  command: LaunchCommand,
): Promise<Answer> {
  const filled = await fill(deps, command);
  if ('kind' in filled) return filled;
  if (command.dryRun) {
    const { template, target, body } = filled;
    return { kind: 'dry-run', template, target, body };
  }
  return deps.store.transaction((tx) => store(tx, deps, request, filled));
}

/** Stores the same launch again under a new id: a person decided that the first, never found, is not there. */
export async function repeatLaunch(
  tx: Tx,
  deps: RequestLaunchDeps,
  request: Request,
  first: Launch,
): Promise<Answer> {
  return store(tx, deps, request, first, first.id);
}

async function fill(deps: RequestLaunchDeps, command: LaunchCommand): Promise<Filled | Answer> {
  const template = await deps.templates.get(command.template);
  if (template === undefined) return unknownTemplate(deps.templates, command.template);
  const result = fillTemplate(
    template,
    { parameters: command.parameters, target: command.target, maxTimeMs: command.maxTimeMs },
    deps.targets,
  );
  if (!result.ok) return { kind: 'problem', problems: result.problems };
  return {
    template: { name: template.name, version: template.version },
    maxTimeMs: command.maxTimeMs,
    ...result.launch,
  };
}

async function unknownTemplate(templates: Templates, name: string): Promise<Answer> {
  const broken = (await templates.problems()).find(({ file }) => file.startsWith(`${name}.`));
  if (broken !== undefined) {
    return {
      kind: 'problem',
      problems: [`The template \`${name}\` can't be used: ${broken.message}`],
    };
  }
  const names = (await templates.list()).map((template) => template.name);
  const known =
    names.length === 0
      ? 'There are no templates yet: put YAML files into TEMPLATES_DIR.'
      : `Templates: ${names.join(', ')}.`;
  return {
    kind: 'problem',
    problems: [`There is no template \`${name}\`.${didYouMean(name, names)}`],
    hint: known,
  };
}

async function store(
  tx: Tx,
  { random, newLaunchId }: RequestLaunchDeps,
  { key, asker }: Request,
  filled: Filled,
  repeats?: string,
): Promise<Answer> {
  // A launch that repeats one never found was asked about already; a hand-typed repeat may be a slip.
  const twin = repeats === undefined ? await findTwin(tx, filled) : undefined;
  const stored = await tx.launches.byRequestKey(key);
  if (stored !== undefined) return answerOf(stored, twin);
  const launch: Launch = {
    ...newLaunch(filled, asker),
    id: newLaunchId(),
    requestKey: key,
    handle: await freeHandle(tx, random),
    state: twin === undefined ? 'requested' : 'held',
    requestedAt: tx.now,
    repeats,
  };
  const labelled = { ...launch, body: label(launch) };
  await tx.launches.insert(labelled, twin === undefined ? tx.now : undefined);
  return answerOf(labelled, twin);
}

/** A live launch of the same template, parameters and target. */
async function findTwin(tx: Tx, filled: Filled): Promise<CardView | undefined> {
  const { cards } = await tx.cards.list({ template: filled.template.name, limit: mostTwins });
  return cards.find(({ launch }) => isSameLaunch(launch, filled));
}

function answerOf(launch: Launch, twin: CardView | undefined): Answer {
  const { handle, body } = launch;
  return launch.state === 'held' && twin !== undefined
    ? { kind: 'launch-held', handle, twin }
    : { kind: 'launch-stored', handle, displayName: body.displayName };
}

/** The asker of a held launch means it: it goes on as any other. A second click finds it gone on. */
export async function confirmHeld(
  tx: Tx,
  { asker }: Request,
  handle: string,
): Promise<Answer | undefined> {
  const held = await tx.launches.byHandle(handle);
  const launch = held && (await tx.launches.lock(held.id));
  if (launch === undefined || launch.asker.userId !== asker.userId) return undefined;
  if (launch.state === 'held') {
    const requested: Launch = { ...launch, state: 'requested', asker, requestedAt: tx.now };
    await tx.launches.overrule(requested, tx.now);
  }
  return { kind: 'launch-stored', handle, displayName: launch.body.displayName };
}

function newLaunch(
  { template, parameters, target, body, maxTimeMs }: Filled,
  asker: Launch['asker'],
) {
  return {
    template,
    parameters,
    target,
    body,
    maxTimeMs,
    asker,
    attempts: 0,
  } as const;
}

/** The bot's own labels: which launch a job belongs to, for us; who and what, for people reading the bill. */
function label({ id, asker, template, body }: Launch): CustomJobBody {
  return {
    ...body,
    labels: {
      ...body.labels,
      [launchIdLabel]: id,
      'launched-by': asker.userId.toLowerCase(),
      template: template.name,
    },
  };
}

async function freeHandle(tx: Tx, random: () => number): Promise<string> {
  for (let tries = 0; ; tries++) {
    // Every handle ever used stays taken, so a crowded length gives way to the next.
    const handle = makeHandle(random, 4 + Math.floor(tries / 10));
    if (!(await tx.launches.handleTaken(handle))) return handle;
  }
}
