// Interactive shells of a running job. Whoever has the address and access to the project is inside the container, so they are
// read when somebody who may asks, shown to them alone, and kept nowhere.

/** `isGoogles`: an address of Google's, safe to be linked; any other is shown as text. */
export type Shell = {
  readonly replica: string;
  readonly url: string;
  readonly isGoogles: boolean;
};

/** `why`: the end of "they can’t be read: …". */
export type Shells =
  | { readonly known: true; readonly shells: readonly Shell[] }
  | { readonly known: false; readonly why: string };

const hosts = ['googleusercontent.com', 'google.com'];

/** The shells of Vertex's webAccessUris, by replica. */
export function readShells(uris: Readonly<Record<string, string>> = {}): readonly Shell[] {
  return Object.entries(uris)
    .map(([replica, url]) => ({ replica, url, isGoogles: isGoogles(url) }))
    .sort((a, b) => a.replica.localeCompare(b.replica, 'en', { numeric: true }));
}

/** Characters that would end a link in a message's text are none of a proper address. */
function isGoogles(text: string): boolean {
  if (!/^[!-~]{1,2000}$/.test(text) || /[<>|"]/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (
    protocol === 'https:' &&
    username + password === '' &&
    hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  );
}
