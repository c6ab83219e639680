// The worker thread of thread.ts: handles one task after another.

import { parentPort } from 'node:worker_threads';
import { templateText } from './text.ts';
import type { Done, Order } from './thread.ts';

function perform(order: Order): Done {
  switch (order.kind) {
    case 'read':
      return { kind: 'read', parsed: templateText.read(order.text, order.source) };
    case 'policy':
      return { kind: 'policy', parsed: templateText.policy(order.text) };
    case 'show':
      return { kind: 'show', shown: templateText.show(order.text) };
    case 'search':
      return { kind: 'search', found: templateText.search(order.template, order.text) };
    case 'compare':
      return { kind: 'compare', lines: templateText.compare(order.before, order.after) };
  }
}

parentPort?.on('message', (order: Order) => {
  parentPort?.postMessage(perform(order));
});
