/**
 * Which user groups of Slack a person is in, of those that the policy names. `unread` can't be read
 * now and grant nothing; `passing`: it is worth another try. `why` is Slack's error.
 */
export type GroupFacts = {
  readonly in: readonly string[];
  readonly unread: readonly UnreadGroup[];
};
export type UnreadGroup = {
  readonly group: string;
  readonly why: string;
  readonly passing: boolean;
};
