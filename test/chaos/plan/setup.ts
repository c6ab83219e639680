// The setup of a run: its channels, its people, and the scenarios its jobs may follow.

export const locations = ['us-central1', 'europe-west4'] as const;
export const ana = 'U0ANA';
export const bo = 'U0BO';
/** Admins. @root is in #ml-jobs alone. */
export const wanda = 'U0WANDA';
export const root = 'U0ROOT';
type Place = {
  readonly channel: string;
  readonly users: readonly [string, ...string[]];
};

/** The channels where people launch, with their members. The bot is not in #research at first; it joins by itself. */
export const places: readonly [Place, ...Place[]] = [
  { channel: 'C0MLJOBS', users: [ana, bo, wanda] },
  { channel: 'C0RESEARCH', users: [ana, bo, wanda] },
  { channel: 'C0SECRET', users: [ana, wanda] },
];

/** Where the bot receives messages: the channels it is in, and one person's direct messages. */
export const talkPlaces: readonly [Place, ...Place[]] = [
  { channel: 'C0MLJOBS', users: [ana, bo, wanda] },
  { channel: 'C0SECRET', users: [ana, wanda] },
  { channel: 'D0ANA', users: [ana] },
];

/** Scenarios of the sandbox. Common ones are listed several times, so that they are picked more often. */
export const scenarioChoices = [
  'success',
  'success',
  'success',
  'success',
  'crash',
  'crash',
  'late-error',
  'late-error',
  'restart',
  'restart',
  'runaway',
  'runaway',
  'runaway',
  'oom',
  'quota',
  'stockout',
  'stuck',
  'paused',
  'updating',
  'future',
  'expired',
  'partially-succeeded',
  'cancel-loses-race',
  'cancel-fails',
  'slow-cancel',
  'ignore-cancel',
  'bad-image',
  'quota-at-create',
  'internal',
] as const satisfies readonly [string, ...string[]];
