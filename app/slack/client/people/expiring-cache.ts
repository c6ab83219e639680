// A cache whose values expire.

const mostRemembered = 1_000;

/** Caches values for a time; drops the oldest when there are too many. */
export function createExpiringCache<T>(forMs: (value: T) => number, monotonic: () => number) {
  type One = { readonly value: T; readonly atMs: number; readonly until: number };
  const remembered = new Map<string, One>();
  return {
    get(key: string): T | undefined {
      const one = remembered.get(key);
      return one !== undefined && monotonic() < one.until ? one.value : undefined;
    },
    set(key: string, value: T): void {
      remembered.delete(key);
      remembered.set(key, { value, atMs: monotonic(), until: monotonic() + forMs(value) });
      const [oldest] = remembered.keys();
      if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    },
    /** Whether it was set within this time, even if expired. */
    isThere(key: string, withinMs: number): boolean {
      const one = remembered.get(key);
      return one !== undefined && monotonic() - one.atMs < withinMs;
    },
    /** Makes it valid for this long from now. */
    holdOn(key: string, ms: number): void {
      const one = remembered.get(key);
      if (one !== undefined) remembered.set(key, { ...one, until: monotonic() + ms });
    },
    forget: (key: string) => void remembered.delete(key),
  };
}
