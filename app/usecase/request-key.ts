/**
 * The key a request is stored under. A press that was refused must not use its button up: whoever was given the role since may press
 * again, and that is a new request, with an audit row of its own.
 */
export async function freeKey(
  key: string,
  wasRefused: (key: string) => Promise<boolean>,
): Promise<string> {
  let free = key;
  while (await wasRefused(free)) free += '+';
  return free;
}
