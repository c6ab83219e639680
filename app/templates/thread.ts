// Parses and compares large texts in a worker thread, since a megabyte takes seconds and the event
// loop must go on. Only text is exchanged. What takes too long is terminated with its thread, and
// the next task gets a new one.

import { Worker } from 'node:worker_threads';
import type { ParsedPolicy } from '../domain/permission/read/parse-policy.ts';
import type { ParsedTemplate, TemplateSource } from '../domain/template/read/parse-template.ts';
import { redacted } from '../domain/secret/redact.ts';
import type { SecretSearch } from '../domain/template/secret/secret-search.ts';
import type { Template } from '../domain/template/template.ts';
import type { DiffLine } from '../domain/template/text/text-diff.ts';
import type { TemplateText } from '../usecase/ports/templates.ts';
import { templateText, whollyDifferent } from './text.ts';
import { largestTemplate } from './yaml.ts';

export type Order =
  | { readonly kind: 'read'; readonly text: string; readonly source: TemplateSource }
  | { readonly kind: 'policy'; readonly text: string }
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'search'; readonly template?: Template | undefined; readonly text: string }
  | { readonly kind: 'compare'; readonly before: string; readonly after: string };
export type Done =
  | { readonly kind: 'read'; readonly parsed: ParsedTemplate }
  | { readonly kind: 'policy'; readonly parsed: ParsedPolicy }
  | { readonly kind: 'show'; readonly shown: string }
  | { readonly kind: 'search'; readonly found: SecretSearch }
  | { readonly kind: 'compare'; readonly lines: readonly DiffLine[] };

type ThreadOptions = {
  /** Time limit of one task (ms), including the thread's start. */
  readonly patienceMs?: number | undefined;
  /** Texts up to this length are handled at once: some hundredths of a second at worst. */
  readonly small?: number | undefined;
};

/** Policies as text. */
type PolicyText = {
  /** Parses YAML 1.2 as a policy. Never rejects; undefined if it takes too long. */
  readonly policy: (text: string) => Promise<ParsedPolicy | undefined>;
};

/** A thread that uses more is terminated. */
const mostMegabytes = 512;

/** Templates and policies as text. Large texts are handled in a thread, started with the first one. */
export function createTemplateText({
  patienceMs = 10_000,
  small = 16_000,
}: ThreadOptions = {}): TemplateText & PolicyText {
  const ask = createThread(patienceMs);
  return {
    write: templateText.write,
    async read(text, source) {
      // A text that is too large is refused at once.
      if (text.length <= small || text.length > largestTemplate) {
        return templateText.read(text, source);
      }
      const done = await ask({ kind: 'read', text, source });
      return done?.kind === 'read' ? done.parsed : { ok: false, problems: [tooMuch] };
    },
    async policy(text) {
      if (text.length <= small) return templateText.policy(text);
      const done = await ask({ kind: 'policy', text });
      return done?.kind === 'policy' ? done.parsed : undefined;
    },
    async show(whole) {
      if (whole.length <= small) return templateText.show(whole);
      const done = await ask({ kind: 'show', text: whole });
      // A text that wasn't searched isn't shown.
      return done?.kind === 'show' ? done.shown : redacted;
    },
    async secrets(template, whole) {
      if (whole.length <= small) return templateText.search(template, whole);
      const done = await ask({ kind: 'search', template, text: whole });
      return done?.kind === 'search' ? done.found : undefined;
    },
    async compare(before, after) {
      // If all lines are short and different, each is compared with each.
      if (before.length + after.length <= small / 4) return templateText.compare(before, after);
      const done = await ask({ kind: 'compare', before, after });
      return done?.kind === 'compare' ? done.lines : whollyDifferent(before, after);
    },
  };
}

const tooMuch = 'It takes too long to read: make it smaller.';

/** Runs one task at a time; undefined if it was given up. */
function createThread(patienceMs: number): (order: Order) => Promise<Done | undefined> {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function askNow(order: Order): Promise<Done | undefined> {
    const { promise, resolve } = Promise.withResolvers<Done | undefined>();
    const thread = (worker ??= startThread());
    // Ended by the time limit, or by its memory limit.
    const gone = () => {
      worker = undefined;
      resolve(undefined);
    };
    const timer = setTimeout(() => void thread.terminate(), patienceMs);
    thread.ref();
    thread.once('exit', gone).once('message', resolve).postMessage(order);
    return promise.finally(() => {
      clearTimeout(timer);
      thread.off('exit', gone).off('message', resolve);
      // Idle now, so it must not keep the process alive.
      thread.unref();
    });
  }

  return (order) => {
    const done = last.then(() => askNow(order));
    last = done;
    return done;
  };
}

function startThread(): Worker {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  // Its exit is enough; an unhandled error event would end the process.
  return thread.on('error', () => undefined);
}
