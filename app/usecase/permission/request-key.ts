/**
 * The key to store a request under. A refused press must not use its button up: somebody who has
 * got the role since may press again, as a new request with its own audit row. Commands and windows
 * have a new key each time; the same key is Slack's redelivery and stays the same request.
 */
export async function freeKey(
  key: string,
  wasRefused: (key: string) => Promise<boolean>,
): Promise<string> {
  if (!key.startsWith('button:')) return key;
  let free = key;
  while (await wasRefused(free)) free += '+';
  return free;
}
