/** The channel of the nth job, where there are so many channels. */
export const channelOf = (nth: number, channels: number): string => `C0JOBS${nth % channels}`;
