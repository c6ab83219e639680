// The bots of one run: as many as the plan says, each started again as soon as it has died, as a supervisor would.

import { setTimeout as sleep } from 'node:timers/promises';
import { spawnBot, type BotProcess } from '../../app/sandbox/bot-process.ts';
import type { BadExit } from './evidence.ts';

export type Crew = {
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
  retire(): Promise<void>;
  /** SIGKILL for whatever is left. */
  end(): Promise<void>;
  readonly counts: { kills: number; stops: number; terms: number };
  readonly badExits: readonly BadExit[];
};

export type CrewOptions = {
  readonly replicas: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** A bot has ended, or stands still. */
  readonly upset: () => void;
  /** A bot was replaced by another. */
  readonly replaced: (before: number, after: number) => void;
  /** Whether the bot may refuse to start: its token is revoked. */
  readonly mayRefuse: () => boolean;
};

const exitConfig = 78;
/** Between two starts of a bot that ends by itself. */
const restartPauseMs = 300;
/** The bot promises to be gone within eight seconds of SIGTERM; a machine that is busy gets some more. */
const longestStopMs = 20_000;

type Berth = { bot: BotProcess; askedToEnd: boolean };

export function createCrew(options: CrewOptions): Crew {
  const { replicas, env, logFile, replaced, mayRefuse, upset } = options;
  const berths = new Map<number, Berth>();
  const counts = { kills: 0, stops: 0, terms: 0 };
  const badExits: BadExit[] = [];
  let retired = true;

  function start(replica: number): void {
    const before = berths.get(replica)?.bot.pid;
    const berth: Berth = {
      bot: spawnBot({ env, logFile }),
      askedToEnd: false,
    };
    berths.set(replica, berth);
    if (before !== undefined) replaced(before, berth.bot.pid);
    void berth.bot.exited.then(async (code) => {
      upset();
      note(berth, code);
      if (code !== null && !berth.askedToEnd) await sleep(restartPauseMs);
      if (!retired && berths.get(replica) === berth) start(replica);
    });
  }

  function note({ bot, askedToEnd }: Berth, code: number | null): void {
    const isKill = code === null;
    if (isKill) counts.kills += 1;
    const isFine = isKill || (askedToEnd && code === 0) || (mayRefuse() && code === exitConfig);
    if (!isFine) badExits.push({ code, said: bot.errors().trim() || (bot.lastError() ?? '') });
  }

  function signal(replica: number, signal: NodeJS.Signals): void {
    berths.get(replica)?.bot.signal(signal);
  }

  function term(replica: number): void {
    const berth = berths.get(replica);
    if (berth === undefined || berth.askedToEnd) return;
    berth.askedToEnd = true;
    berth.bot.signal('SIGCONT');
    berth.bot.signal('SIGTERM');
  }

  /** The newest bot of a berth that gets as far as that: those that die on the way are replaced. */
  async function readyBot(replica: number): Promise<number> {
    for (;;) {
      const berth = berths.get(replica);
      try {
        if (berth !== undefined && !berth.askedToEnd) return await berth.bot.metrics;
      } catch {
        // It died; its successor is started by then or soon.
      }
      await sleep(50);
    }
  }

  return {
    counts,
    badExits,
    pid: (replica) => berths.get(replica)?.bot.pid,
    metricsPort: () => readyBot(0),
    kill: (replica) => signal(replica, 'SIGKILL'),
    term(replica) {
      counts.terms += 1;
      term(replica);
    },
    async stop(replica, forMs) {
      const bot = berths.get(replica)?.bot;
      if (bot === undefined) return;
      counts.stops += 1;
      upset();
      bot.signal('SIGSTOP');
      await sleep(forMs);
      upset();
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
    async retire() {
      retired = true;
      await Promise.all(
        [...berths].map(async ([replica, { bot }]) => {
          term(replica);
          const late = setTimeout(() => {
            badExits.push({ code: null, said: `still there ${longestStopMs} ms after SIGTERM` });
            bot.signal('SIGKILL');
          }, longestStopMs);
          await bot.exited;
          clearTimeout(late);
        }),
      );
      berths.clear();
    },
    async end() {
      retired = true;
      for (const { bot } of berths.values()) bot.signal('SIGKILL');
      await Promise.all([...berths.values()].map(({ bot }) => bot.exited));
    },
  };
}
