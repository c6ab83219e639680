/** Why an approval isn't given, other than by the rules of the policy. */
export type ApprovalRefusal =
  /** To approve or deny one's own launch. */
  | { readonly kind: 'own-launch' }
  /** To approve or deny a launch of a template version that one has saved oneself. */
  | { readonly kind: 'own-template'; readonly template: string }
  /** The spec isn't the one that was asked about. */
  | { readonly kind: 'spec-changed' }
  /** To approve a launch whose requester may not launch it any more. */
  | { readonly kind: 'launcher-lost-right'; readonly userId: string }
  /** A launch takes an approval that nobody could give. `roles`: who could, but for what rules them out. */
  | { readonly kind: 'nobody-could-approve'; readonly roles: readonly string[] };
