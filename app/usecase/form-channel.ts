import type { FormContext, FormEntries } from '../domain/launch-form.ts';
import type { Request } from './desk-port.ts';
import type { Directory } from './slack-port.ts';

export type FormChannelDeps = {
  readonly directory: Directory;
  /** Waits (ms); rejects when the bot stops. */
  readonly pause: (ms: number) => Promise<void>;
};

/** Slack waits 3 s for the form: whoever is slower than this is asked again when the launch is checked, and told then. */
const lookUpMs = 1_500;

/** The launch as asked for in the channel that was chosen, if the form asked for one; or why its card can't be there. */
export async function whereTo(
  { directory, pause }: FormChannelDeps,
  request: Request,
  { home }: FormContext,
  { channel }: FormEntries,
): Promise<{ readonly request: Request } | { readonly problem: string }> {
  if (home !== true) return { request };
  if (channel === undefined) return { problem: 'Choose a channel for its card.' };
  const late = pause(lookUpMs).then(
    () => undefined,
    () => undefined,
  );
  const postable = await Promise.race([directory.ensurePostable(channel), late]);
  if (postable?.ok === true && postable.value.kind === 'no') {
    return { problem: postable.value.sentence };
  }
  return { request: { ...request, asker: { ...request.asker, channel } } };
}
