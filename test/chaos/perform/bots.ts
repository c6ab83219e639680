// The bots of one run: as many as the plan says, each started again as soon as it has died, as a supervisor would.

import { setTimeout as sleep } from 'node:timers/promises';
import { spawnBot, type BotProcess } from '../../../app/sandbox/bot-process.ts';
import type { BadExit } from '../evidence/evidence.ts';

export type Bots = {
  /** Starts those that are missing, and resolves when all are ready. */
  ready(): Promise<void>;
  pid(replica: number): number | undefined;
  /** Where a bot that is ready serves its metrics. */
  metricsPort(): Promise<number>;
  kill(replica: number): void;
  term(replica: number): void;
  /** SIGSTOP, and SIGCONT after so long. */
  stop(replica: number, forMs: number): Promise<void>;
  /** SIGTERM for all, and no more bots until `ready` is called. */
  terminateAll(): Promise<void>;
  /** SIGKILL for whatever is left. */
  killAll(): Promise<void>;
  readonly counts: { kills: number; stops: number; terms: number };
  readonly badExits: readonly BadExit[];
};

export type BotsOptions = {
  readonly replicas: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** A bot has ended, or stands still. */
  readonly onDisruption: () => void;
  /** A bot was replaced by another. */
  readonly onReplaced: (before: number, after: number) => void;
  /** Whether the bot may refuse to start: its token is revoked. */
  readonly mayRefuse: () => boolean;
};

const exitConfig = 78;
/** Between two starts of a bot that ends by itself. */
const restartPauseMs = 300;
/** The bot promises to be gone within eight seconds of SIGTERM; a machine that is busy gets some more. */
const longestStopMs = 20_000;

type Slot = { bot: BotProcess; askedToEnd: boolean };

export function createBots(options: BotsOptions): Bots {
  const { replicas, env, logFile, onReplaced, mayRefuse, onDisruption } = options;
  const slots = new Map<number, Slot>();
  const counts = { kills: 0, stops: 0, terms: 0 };
  const badExits: BadExit[] = [];
  let retired = true;

  function start(replica: number): void {
    const before = slots.get(replica)?.bot.pid;
    const slot: Slot = {
      bot: spawnBot({ env, logFile }),
      askedToEnd: false,
    };
    slots.set(replica, slot);
    if (before !== undefined) onReplaced(before, slot.bot.pid);
    void slot.bot.exited.then(async (code) => {
      onDisruption();
      note(slot, code);
      if (code !== null && !slot.askedToEnd) await sleep(restartPauseMs);
      if (!retired && slots.get(replica) === slot) start(replica);
    });
  }

  function note({ bot, askedToEnd }: Slot, code: number | null): void {
    const isKill = code === null;
    if (isKill) counts.kills += 1;
    const isFine = isKill || (askedToEnd && code === 0) || (mayRefuse() && code === exitConfig);
    if (!isFine) badExits.push({ code, said: bot.errors().trim() || (bot.lastError() ?? '') });
  }

  function signal(replica: number, signal: NodeJS.Signals): void {
    slots.get(replica)?.bot.signal(signal);
  }

  function term(replica: number): void {
    const slot = slots.get(replica);
    if (slot === undefined || slot.askedToEnd) return;
    slot.askedToEnd = true;
    slot.bot.signal('SIGCONT');
    slot.bot.signal('SIGTERM');
  }

  /** The newest bot of a slot that gets as far as that: those that die on the way are replaced. */
  async function readyBot(replica: number): Promise<number> {
    for (;;) {
      const slot = slots.get(replica);
      try {
        if (slot !== undefined && !slot.askedToEnd) return await slot.bot.metrics;
      } catch {
        // It died; its successor is started by then or soon.
      }
      await sleep(50);
    }
  }

  return {
    counts,
    badExits,
    pid: (replica) => slots.get(replica)?.bot.pid,
    metricsPort: () => readyBot(0),
    kill: (replica) => signal(replica, 'SIGKILL'),
    term(replica) {
      counts.terms += 1;
      term(replica);
    },
    async stop(replica, forMs) {
      const bot = slots.get(replica)?.bot;
      if (bot === undefined) return;
      counts.stops += 1;
      onDisruption();
      bot.signal('SIGSTOP');
      await sleep(forMs);
      onDisruption();
      bot.signal('SIGCONT');
    },
    async ready() {
      const all = Array.from({ length: replicas }, (_, replica) => replica);
      if (retired) {
        retired = false;
        all.forEach(start);
      }
      await Promise.all(all.map(readyBot));
    },
    async terminateAll() {
      retired = true;
      await Promise.all(
        [...slots].map(async ([replica, { bot }]) => {
          term(replica);
          const late = setTimeout(() => {
            badExits.push({ code: null, said: `still there ${longestStopMs} ms after SIGTERM` });
            bot.signal('SIGKILL');
          }, longestStopMs);
          await bot.exited;
          clearTimeout(late);
        }),
      );
      slots.clear();
    },
    async killAll() {
      retired = true;
      for (const { bot } of slots.values()) bot.signal('SIGKILL');
      await Promise.all([...slots.values()].map(({ bot }) => bot.exited));
    },
  };
}
