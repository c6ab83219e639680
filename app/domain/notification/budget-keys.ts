// Slack limits how often the app may post, edit and look. Each limit has a key, under which replicas
// share it.

/** What the key of a channel's posts begins with. */
export const postsPrefix = 'post:';

export const budgetKeys = {
  /** Closed while Slack refuses the app (token revoked, scope missing). */
  app: 'slack',
  posts: (channel: string) => `${postsPrefix}${channel}`,
  edits: 'chat.update',
  /** Look-ups of a person's channels. */
  looks: 'users.conversations',
  /** Closed while an edit with an unknown effect may still arrive. */
  card: (threadId: string) => `card:${threadId}`,
} as const;
