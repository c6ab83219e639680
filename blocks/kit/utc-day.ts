/** `2026-11-24`, in UTC: for what is so long ago or far off that the hour doesn't matter. */
export function utcDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
