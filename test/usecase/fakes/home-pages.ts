import { comparable, type HomePage } from '../../../app/domain/home/home.ts';
import type { HomePages, PublishOutcome } from '../../../app/usecase/ports/store/home.ts';

/** A Slack that remembers which Homes were published; the next ones meet `homeFaults` in turn. */
export function createFakeHomePages() {
  const published: { readonly userId: string; readonly page: HomePage }[] = [];
  const homeFaults: PublishOutcome[] = [];
  const pages: HomePages = {
    fingerprint: (page) =>
      JSON.stringify(comparable(page), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    publish({ userId }, page) {
      const fault = homeFaults.shift();
      if (fault !== undefined) return Promise.resolve(fault);
      published.push({ userId, page });
      return Promise.resolve({ kind: 'published', mark: `m${published.length}` });
    },
  };
  return { pages, published, homeFaults };
}
