// The rule that decided, as the audit keeps it: short, and the same for ever.

import type { Grounds } from './policy.ts';
import type { PolicyFactor, Refusal } from './refusal.ts';

/** A policy's verdict on an act. */
export type Verdict = {
  readonly verdict: 'allowed' | 'refused';
  /** `role:lead`, `full-member`; `not-granted:channel`, `lock:3`. Undefined: no rule, or not known. */
  readonly rule?: string | undefined;
};

/** That something was allowed, and on what grounds. */
export function allowedBy(because: Grounds): Verdict {
  const rule = because.kind === 'role' ? `role:${because.role}` : because.kind;
  return { verdict: 'allowed', rule };
}

/** That something was refused, and by which rule. */
export function refusedBy(why: Refusal | undefined): Verdict {
  return { verdict: 'refused', rule: why && ruleOf(why) };
}

function ruleOf(why: Refusal): string {
  if (why.kind === 'not-granted') return `${why.kind}:${factorName(why.factor)}`;
  if (why.kind === 'no-permission') return `${why.kind}:${why.verb}`;
  if (why.kind === 'no-member') return `${why.kind}:${why.who}`;
  if (why.kind === 'account-not-listed') {
    return `${why.kind}:${why.by.kind === 'template' ? `template:${why.by.template}` : why.by.kind}`;
  }
  return why.kind === 'locked' ? `lock:${why.lock.number}` : why.kind;
}

function factorName(factor: PolicyFactor): string {
  if (factor.kind === 'channel') return factor.here ? 'channel' : 'job-channel';
  return factor.kind === 'template' ? `template:${factor.template}` : factor.kind;
}
