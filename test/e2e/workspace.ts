// People and channels of the sandbox's workspace.

export const ana = 'U0ANA';
export const bo = 'U0BO';
export const wanda = 'U0WANDA';
export const mlJobs = 'C0MLJOBS';
/** Channels where the bot can post. Each takes one post a second, so tests that share a bot use different ones. */
export const channels = [mlJobs, 'C0RESEARCH', 'C0SECRET'] as const;
