// The bots of one run. Each is restarted when it exits, as a supervisor would do.

import { setTimeout as sleep } from 'node:timers/promises';
import { botMain, spawnBot, type BotProcess } from '../../../app/sandbox/bot-process.ts';
import type { BadExit } from '../evidence/evidence.ts';

export type Bots = {
  /** Starts missing bots. Resolves when all are ready. */
  ready(): Promise<void>;
  pid(replica: number): number | undefined;
  /** Resolves with the metrics port of a bot that is ready. */
  metricsPort(): Promise<number>;
  kill(replica: number): void;
  term(replica: number): void;
  /** Sends SIGSTOP, and SIGCONT after `forMs`. */
  stop(replica: number, forMs: number): Promise<void>;
  /** Sends SIGTERM to all, and starts none until `ready` is called. */
  terminateAll(): Promise<void>;
  /** Sends SIGKILL to all that are still running. */
  killAll(): Promise<void>;
  readonly counts: { kills: number; stops: number; terms: number };
  readonly badExits: readonly BadExit[];
};

type BotsOptions = {
  readonly replicas: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Called when a bot exits, is stopped, or continues. */
  readonly onDisruption: () => void;
  /** Called with the pids when a bot is replaced by another. */
  readonly onReplaced: (before: number, after: number) => void;
  /** Whether a bot may refuse to start, because its token is revoked. */
  readonly mayRefuse: () => boolean;
};

const exitConfig = 78;
/** Pause before a bot that exited by itself is restarted. */
const restartPauseMs = 300;
/** The bot promises to exit within eight seconds of SIGTERM. The rest is for a busy machine. */
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
      bot: spawnBot({ main: botMain, env, logFile }),
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

  /** Resolves with the metrics port once a bot in the slot is ready. Bots that exit before that are replaced. */
  async function readyBot(replica: number): Promise<number> {
    for (;;) {
      const slot = slots.get(replica);
      try {
        if (slot !== undefined && !slot.askedToEnd) return await slot.bot.metrics;
      } catch {
        // It exited. Its successor has started, or will soon.
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
