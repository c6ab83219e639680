// Large texts are read and compared in a thread of their own: a megabyte takes seconds, and meanwhile the event loop goes on. Text in,
// what it says out; nothing else is shared. What takes too long is ended with its thread, and the next begins in a new one.

import { Worker } from 'node:worker_threads';
import type { ParsedTemplate, TemplateSource } from '../domain/template/parse-template.ts';
import { redacted } from '../domain/secret/redact.ts';
import type { SecretSearch } from '../domain/template/secret-search.ts';
import type { Template } from '../domain/template/template.ts';
import type { DiffLine } from '../domain/template/text-diff.ts';
import type { TemplateText } from '../usecase/ports/templates.ts';
import { templateText, whollyDifferent } from './text.ts';
import { largestTemplate } from './yaml.ts';

export type Order =
  | { readonly kind: 'read'; readonly text: string; readonly source: TemplateSource }
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'search'; readonly template?: Template | undefined; readonly text: string }
  | { readonly kind: 'compare'; readonly before: string; readonly after: string };
export type Done =
  | { readonly kind: 'read'; readonly parsed: ParsedTemplate }
  | { readonly kind: 'show'; readonly shown: string }
  | { readonly kind: 'search'; readonly found: SecretSearch }
  | { readonly kind: 'compare'; readonly lines: readonly DiffLine[] };

export type ThreadOptions = {
  /** How long one order may take (ms), the start of the thread included. */
  readonly patienceMs?: number | undefined;
  /** Units up to which a text is read at once: some hundredths of a second at worst. */
  readonly small?: number | undefined;
};

/** A thread that takes more is ended. */
const mostMegabytes = 512;

/** Templates as text, large ones in a thread that is started when the first of them comes. */
export function createTemplateText({
  patienceMs = 10_000,
  small = 16_000,
}: ThreadOptions = {}): TemplateText {
  const ask = createThread(patienceMs);
  return {
    write: templateText.write,
    async read(text, source) {
      // What is too large is refused at once.
      if (text.length <= small || text.length > largestTemplate) {
        return templateText.read(text, source);
      }
      const done = await ask({ kind: 'read', text, source });
      return done?.kind === 'read' ? done.parsed : { ok: false, problems: [tooMuch] };
    },
    async show(whole) {
      if (whole.length <= small) return templateText.show(whole);
      const done = await ask({ kind: 'show', text: whole });
      // What was not looked through is not shown.
      return done?.kind === 'show' ? done.shown : redacted;
    },
    async secrets(template, whole) {
      if (whole.length <= small) return templateText.search(template, whole);
      const done = await ask({ kind: 'search', template, text: whole });
      return done?.kind === 'search' ? done.found : undefined;
    },
    async compare(before, after) {
      // Of short lines that all differ, every one is compared with every other.
      if (before.length + after.length <= small / 4) return templateText.compare(before, after);
      const done = await ask({ kind: 'compare', before, after });
      return done?.kind === 'compare' ? done.lines : whollyDifferent(before, after);
    },
  };
}

const tooMuch = 'It takes too long to read: make it smaller.';

/** One order at a time; undefined: it was given up. */
function createThread(patienceMs: number): (order: Order) => Promise<Done | undefined> {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function askNow(order: Order): Promise<Done | undefined> {
    const { promise, resolve } = Promise.withResolvers<Done | undefined>();
    const thread = (worker ??= startThread());
    // Whatever ends it, be it the time or its memory.
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
      // Nobody waits for it now: it must not keep the process.
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
  // Its exit says enough; an error that nobody hears would end the process.
  return thread.on('error', () => undefined);
}
