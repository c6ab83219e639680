// What a policy file says. `parse-policy.ts` reads it, `file-policy.ts` decides by it.

import type { PolicyGuards } from '../guard/policy-guards.ts';
import type { Limits } from '../budget/limits.ts';
import type { ApprovalRule } from '../approval/approval-rule.ts';
import { fitsWildcard } from '../text/wildcard.ts';
import type { GrantedVerb } from './policy-verb.ts';

/** The role of every full member of the workspace. It is built in. */
export const membersRole = 'members';

/** Who has a role. People named by id have it even if they are guests or from elsewhere. */
export type Role = {
  readonly people: readonly string[];
  /** Ids of Slack user groups. */
  readonly groups: readonly string[];
  readonly workspaceAdmins: boolean;
};

/** Names of roles, one of which is needed. */
export type Roles = readonly string[];

export type Grants = Readonly<Partial<Record<GrantedVerb, Roles | undefined>>>;

export type ChannelRules = {
  readonly grants: Grants;
  /** Patterns of the templates that may be launched there; undefined: all. */
  readonly templates?: readonly string[] | undefined;
  /** The accounts that jobs launched there may run as; undefined: any. */
  readonly runAs?: readonly string[] | undefined;
};

export type TemplateRules = {
  /** A template's name, or a pattern of names (`fitsWildcard`). */
  readonly pattern: string;
  readonly launch?: Roles | undefined;
  readonly approve?: ApprovalRule | undefined;
  /** The accounts that its jobs may run as; undefined: any. */
  readonly runAs?: readonly string[] | undefined;
};

/** Who is called for a watched job, by the value of one of its labels. */
export type ExternalJobs = {
  readonly label: string;
  /** User ids by the label's value. */
  readonly people: ReadonlyMap<string, string>;
};

export type PolicyRules = {
  readonly roles: ReadonlyMap<string, Role>;
  readonly grants: Grants;
  /** By channel id. */
  readonly channels: ReadonlyMap<string, ChannelRules>;
  /** For the channels that have no rules of their own. */
  readonly otherChannels?: ChannelRules | undefined;
  readonly templates: readonly TemplateRules[];
  /** Who sees the jobs of channels that they are not in. */
  readonly seePrivate: Roles;
  /** Undefined: there are none, and a price needn't be known. */
  readonly limits?: Limits | undefined;
  /** The accounts that jobs may run as, by pattern (`unlistedAccount`); undefined: any. */
  readonly runAs?: readonly string[] | undefined;
  readonly externalJobs?: ExternalJobs | undefined;
  readonly guards?: PolicyGuards | undefined;
};

/** The rules of a channel; undefined if there are none. A channel's own ones replace the others'. */
export function rulesOfChannel(
  { channels, otherChannels }: Pick<PolicyRules, 'channels' | 'otherChannels'>,
  channel: string,
): ChannelRules | undefined {
  return channels.get(channel) ?? otherChannels;
}

/** The rules of approval that fit a template. */
export function approvalRulesOf(
  { templates }: Pick<PolicyRules, 'templates'>,
  template: string,
): readonly ApprovalRule[] {
  return templates.flatMap(({ pattern, approve }) =>
    approve === undefined || !fitsWildcard(pattern, template) ? [] : [approve],
  );
}

/** The user groups that the roles name, each once. */
export function groupsOf({ roles }: Pick<PolicyRules, 'roles'>): readonly string[] {
  return [...new Set([...roles.values()].flatMap(({ groups }) => groups))];
}
