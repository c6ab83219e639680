// The policy in force as `doctor` examines it: which it is, and what in it can't be meant.

import type { UnreadGroup } from '../permission/group-facts.ts';
import type { MissingTemplate } from '../permission/read/missing-templates.ts';
import type { UnknownAccess } from '../permission/read/unknown-access.ts';
import type { Some } from './some.ts';

export type PolicyCheck =
  | {
      readonly kind: 'default';
      readonly access?: readonly UnknownAccess[];
      readonly others?: readonly OtherPolicy[];
    }
  | {
      readonly kind: 'file';
      /** Its name, without folders. */
      readonly file: string;
      readonly hash: string;
      /** Unix ms. */
      readonly since: number;
      /** Why the file as it is now is not in force; undefined if it is. */
      readonly problems?: Some<string> | undefined;
      readonly warnings: Some<string>;
      readonly missing: Some<MissingTemplate>;
      readonly access?: readonly UnknownAccess[];
      readonly others?: readonly OtherPolicy[];
      /** The user groups that Slack doesn't show. */
      readonly unread: readonly UnreadGroup[];
    };

/** A process of the bot that goes by another policy; `policy` is its file's hash, if it has one. */
export type OtherPolicy = { readonly id: string; readonly policy?: string | undefined };

type Base<About extends string> = { readonly about: About };

export type PolicyFinding =
  /** Without a file, the default policy holds. */
  | (Base<'policy'> & {
      readonly file?: { readonly name: string; readonly hash: string; readonly since: number };
    })
  | (Base<'policy-refused'> & {
      readonly name: string;
      readonly hash: string;
      readonly problems: Some<string>;
    })
  | (Base<'policy-warnings'> & { readonly warnings: Some<string> })
  | (Base<'policy-templates'> & { readonly missing: Some<MissingTemplate> })
  | (Base<'policy-replicas'> & { readonly others: readonly OtherPolicy[] })
  | (Base<'policy-access'> & { readonly access: readonly UnknownAccess[] })
  | (Base<'policy-groups'> & {
      readonly groups: readonly string[];
      /** Slack's error. */
      readonly why: string;
      readonly passing: boolean;
    });

/** Ids of the channels whose rules a sentence about a policy file names. */
export function channelsNamed(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\bchannels\.([CDG][A-Z0-9]{2,30})\b/g)].flatMap(([, id]) =>
    id === undefined ? [] : [id],
  );
}
