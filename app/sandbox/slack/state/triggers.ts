// A trigger_id lets the app open one view for the person who acted, within three seconds.

import { SlackError } from './errors.ts';
import { newSecret } from './ids.ts';

export type Trigger = {
  readonly user: string;
  readonly atMs: number;
  /** The modal the person acted in, if it was one. */
  readonly viewId: string | undefined;
};

export interface Triggers {
  issue(trigger: Trigger): string;
  /** Uses up a trigger. @throws SlackError when it is unknown, used or too old */
  exchange(id: string, nowMs: number, lifeMs: number): Trigger;
}

/** An empty set of triggers. */
export function createTriggers(): Triggers {
  const issued = new Map<string, Trigger & { used: boolean }>();
  return {
    issue(trigger) {
      const id = `${Math.floor(trigger.atMs)}.${issued.size + 1}.${newSecret(16)}`;
      issued.set(id, { ...trigger, used: false });
      return id;
    },
    exchange(id, nowMs, lifeMs) {
      const trigger = issued.get(id);
      if (trigger === undefined) throw new SlackError('invalid_trigger_id');
      if (trigger.used) throw new SlackError('exchanged_trigger_id');
      if (nowMs - trigger.atMs > lifeMs) throw new SlackError('expired_trigger_id');
      trigger.used = true;
      return trigger;
    },
  };
}
