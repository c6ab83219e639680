// Launches with fallbacks, whose attempts have scenarios of their own.

import { labels, press, type, waitFor } from './commands.ts';
import { findCard, type Context } from './context.ts';
import { ladderedTemplate, type FeatureAct, type Rung } from '../plan/feature-act.ts';

type Of<Do extends FeatureAct['do']> = Extract<FeatureAct, { do: Do }>;

/** Each create that takes effect, or is refused, uses up one rung; those after the last follow it, too. */
export async function launchLaddered(
  context: Context,
  { tag, user, channel, rungs }: Of<'launch-laddered'>,
): Promise<void> {
  const { client, plan } = context;
  const rules = rungs.map((rung, nth) => ({
    match: { displayName: `^${tag}$` },
    custom: atSpeed(rung, plan.speed),
    ...(nth === rungs.length - 1 ? {} : { count: 1 }),
  }));
  await client.vertex('POST', 'scenarios', rules);
  await type(context, user, channel, `/job launch ${ladderedTemplate} tag=${tag}`);
}

/** A rung's times are real ones, and the sandbox divides those of a scenario by its speed. */
function atSpeed({ phases, cancel, lateErrorMs = 0, ...rest }: Rung, speed: number): object {
  const scaled = (ms: number | null) => (ms === null ? null : ms * speed);
  return {
    ...rest,
    phases: phases.map(({ state, ms }) => ({ state, ms: scaled(ms) })),
    lateErrorMs: lateErrorMs * speed,
    ...(cancel && {
      cancel: { ...cancel, delayMs: cancel.delayMs * speed, ms: scaled(cancel.ms) },
    }),
  };
}

/** Cancels such a launch, whichever attempt it has come to. */
export async function cancelLaddered(
  context: Context,
  { tag, user, channel, by, presses }: Of<'cancel-laddered'>,
): Promise<void> {
  const handle = await waitFor(async () => (await findCard(context, tag))?.handle);
  if (handle === undefined) return;
  if (by === 'command') {
    await type(context, user, channel, `/job cancel ${handle}`);
    return;
  }
  await press(context, { user, channel, label: labels.cancel, handle }, presses);
}
