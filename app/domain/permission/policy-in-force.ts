import type { PolicyRules } from './policy-rules.ts';

/** The policy that decides now. `default`: no policy file is set. */
export type PolicyInForce =
  | { readonly kind: 'default' }
  | {
      readonly kind: 'file';
      readonly path: string;
      /** Of the file's text: the same in all replicas that have the same file. */
      readonly hash: string;
      /** When this text came into force here, Unix ms. */
      readonly since: number;
      readonly rules: PolicyRules;
      /** Rules that let nobody through; whole sentences. */
      readonly warnings: readonly string[];
      /**
       * Why the file as it is now is not in force; whole sentences. Undefined if it is. The last
       * good text decides meanwhile.
       */
      readonly problems?: readonly string[] | undefined;
    };

/** The hash of the file in force; undefined without one. */
export function hashOf(inForce: PolicyInForce): string | undefined {
  return inForce.kind === 'file' ? inForce.hash : undefined;
}
