// Interactive shells of a running job. A link gives anybody with access to the project a shell
// inside the container, so links are read on request, shown only to people with permission, and
// never stored.

/** `isGoogles`: a Google URL, safe to link. Any other URL is shown as text. */
type Shell = {
  readonly replica: string;
  readonly url: string;
  readonly isGoogles: boolean;
};

/** `why` completes "they can’t be read: …". */
export type Shells =
  | { readonly known: true; readonly shells: readonly Shell[] }
  | { readonly known: false; readonly why: string };

const hosts = ['googleusercontent.com', 'google.com'];

/** The shells in Vertex AI's webAccessUris, by replica. */
export function readShells(uris: Readonly<Record<string, string>> = {}): readonly Shell[] {
  return Object.entries(uris)
    .map(([replica, url]) => ({ replica, url, isGoogles: isGoogles(url) }))
    .sort((a, b) => a.replica.localeCompare(b.replica, 'en', { numeric: true }));
}

/** Characters that would end a link in a Slack message don't occur in a valid URL. */
function isGoogles(text: string): boolean {
  if (!/^[!-~]{1,2000}$/.test(text) || /[<>|"]/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (
    protocol === 'https:' &&
    username + password === '' &&
    hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  );
}
