// People and channels of the sandbox's workspace.

export const ana = 'U0ANA';
export const bo = 'U0BO';
/** An admin. */
export const wanda = 'U0WANDA';
/** An owner of the workspace. */
export const root = 'U0ROOT';
export const guest = 'U0GUEST';

export const mlJobs = 'C0MLJOBS';
export const research = 'C0RESEARCH';
/** A private one. */
export const secretLab = 'C0SECRET';
/** One that the bot is not in. */
export const hidden = 'C0HIDDEN';
/** Channels where the bot can post. Each takes one post a second, so tests that share a bot use different ones. */
export const channels = [mlJobs, research, secretLab] as const;
