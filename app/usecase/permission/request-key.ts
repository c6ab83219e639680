/**
 * The key a request is stored under. A press that was refused must not use its button up: whoever was given the role since may press
 * again, and that is a new request, with an audit row of its own. Commands and windows come with a new key each time: the same one is
 * Slack's repetition, and stays what it was.
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
