// Secrets that programs write into their logs are hidden before anybody sees them. Known shapes only: a secret that looks like any
// other word can't be told. Every pattern is linear in the text, however hostile that is: repeats are bounded, begin where nothing
// before them can have begun the same, or end where they can't fail any more.

/** What stands where a secret was. */
export const redacted = '[redacted]';

/** What is a secret by its own looks. */
const shapes: readonly RegExp[] = [
  // AWS access key ids: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  // Google: API keys, access tokens, refresh tokens, client secrets.
  /AIza[\w-]{35}/g,
  /(?<![A-Za-z0-9])ya29\.[\w.-]{20,}/g,
  /(?<![A-Za-z0-9])1\/\/[\w-]{30,}/g,
  /GOCSPX-[\w-]{20,}/g,
  // GitHub and GitLab.
  /(?<![A-Za-z0-9])gh[oprsu]_[A-Za-z0-9]{20,}/g,
  /github_pat_\w{20,}/g,
  /(?<![A-Za-z0-9])gl(?:pat|ptt|rt|dt)-[\w-]{20,}/g,
  // Slack: tokens, and webhooks, whose path is the secret.
  /(?<![A-Za-z0-9])xox[a-z](?:\.xox[a-z])?-[\w-]{10,}/g,
  /(?<![A-Za-z0-9])xapp-[\w-]{10,}/g,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{10,}/g,
  // Hugging Face, Stripe, npm, PyPI, Docker Hub, SendGrid.
  /(?<![A-Za-z0-9])(?:hf|api_org)_[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,}/g,
  /(?<![A-Za-z0-9])pypi-[\w-]{40,}/g,
  /(?<![A-Za-z0-9])dckr_pat_[\w-]{20,}/g,
  // Kaggle, Weights & Biases, NVIDIA, Groq, Replicate, Databricks, LangSmith.
  /(?<![A-Za-z0-9])KGAT_[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])wandb_v\d_\w{20,}/g,
  /(?<![A-Za-z0-9])nvapi-[\w-]{20,}/g,
  /(?<![A-Za-z0-9])(?:gsk|r8)_[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])dapi[0-9a-f]{32}/g,
  /(?<![A-Za-z0-9])lsv2_[a-z]{2}_\w{20,}/g,
  /(?<![\w-])SG\.[\w-]{16,64}\.[\w-]{16,}/g,
  // Webhooks of Discord, bots of Telegram, tokens of Vault.
  /discord(?:app)?\.com\/api\/webhooks\/\d{5,30}\/[\w-]{20,}/g,
  /(?<!\d)\d{8,10}:AA[\w-]{30,50}/g,
  /(?<![A-Za-z0-9])hv[sbr]\.[\w-]{20,}/g,
  // Addresses that are signed for whoever has them.
  /(?<=[?&]sig=)[\w%+/=-]{16,}/g,
  /(?<=[?&]X-(?:Goog|Amz)-Signature=)[0-9a-f]{32,}/gi,
  // JSON web tokens, with or without a signature.
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
];

/** OpenAI's keys, and those of others that write theirs alike. */
const skKey = /(?<![A-Za-z0-9])sk-[\w-]{20,}/g;
/** Letters and digits that stand together as in no word: there is none in `sk-learn-gradient-boosting-v3`. */
const jumble = /(?=[A-Za-z]{0,11}\d)[A-Za-z0-9]{12}/;

function hideShapes(text: string): string {
  let shown = text.replace(skKey, (key) => (jumble.test(key) ? redacted : key));
  for (const shape of shapes) shown = shown.replace(shape, redacted);
  return shown;
}

/** Names of values that are secrets whatever they look like; what may stand before a name (`MY_API_KEY`) needs no mention. */
const names = [
  'pass(?:word|wd|phrase)',
  // `PWD` alone is the working directory.
  '(?<=[_;-])pwd',
  'secrets?',
  'api[_ -]?keys?',
  '(?:access|account|auth|encryption|master|private|shared|signing)[_-]?keys?(?:[_-]?id)?',
  '(?:x-(?:goog|amz)-)?signature',
  // Not `tokens` or `tokenizer`: every language model's log is full of those.
  'token',
  '(?<![a-z])sas',
  '(?<=[?&])sig',
].join('|');
const name = `(?:${names})(?:[_-]?(?:key|value|hash))?`;
const quoteMark = String.raw`\\{0,3}["'` + '`]?';

/** `name=value`, `"name": "value"`, `--name value`, and the same inside escaped JSON. The value is in quotes, or ends with white space. */
const assignment = new RegExp(
  String.raw`(${name}${quoteMark}\s{0,4}(?:=>|:=|[:=])\s{0,4}|--?(?:[a-z]{1,20}-)?${name}\s{1,4})` +
    String.raw`(?!\[redacted\])(\\{0,3}"(?:[^"\\\n]|\\.){1,2000}"|'[^'\n]{1,2000}'|\S+)`,
  'gi',
);

/** What of a named value is none: a setting, a word that says that nothing is shown, a variable that is still to be filled in. */
const noSecret =
  /^(?:true|false|yes|no|none|null|nil|undefined|\*+|<[^<>]{1,40}>|\$\{\w+\}?|%\w+%)?$/i;
/** What a `token` is besides: a count, or a short piece of text. */
const plainToken = /^(?:[\d.,]{1,12}|\[[A-Z]+\]|.{1,5})$/;

function isHarmless(named: string, value: string): boolean {
  const bare = value.replace(/^[\\"'`]{1,4}/, '').replace(/[\\"'`,;)}\]]{1,8}$/, '');
  return noSecret.test(bare) || (/token\W{0,12}$/i.test(named) && plainToken.test(bare));
}

/** `Authorization: Basic …`, and a bearer token wherever it stands. */
const authorization =
  /(authorization\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?)(?!(?:[a-z]{2,20}\s{1,4})?\[redacted\])([a-z]{2,20}\s{1,4})?[^\s"'\\,]+/gi;
const bearer = /(\bbearer\s{1,4})[\w.~+/=:-]{8,}/gi;

/** User and password of an address; the last `@` before the path ends them. */
const addressOwner = /(:\/\/)(?!\[redacted\]@)[^\s/@][^\s/]{0,1000}@/g;

/**
 * A password in an address, or a token in place of its user. A user alone is none (`ssh://git@github.com`), nor is a variable, nor what
 * stands before the digest of an image.
 */
const addressSecret =
  /:\/\/[^\s/@:]{0,200}:(?!\$[({]?\w{1,80}[)}]?@)[^\s/@]{1,1000}@(?!sha\d)|https?:\/\/[\w-]{20,200}@/g;

/** Whether something in a text is a secret by its own looks, whatever it is called. */
export function showsSecret(text: string): boolean {
  return shapedSecrets(text).length > 0;
}

/** A look for each shape costs a short text more than one look for any of them; a long one is faster looked through for each. */
const shortText = 200;

/** What in a text is a secret by its own looks. Of an address it is the user and password. */
export function shapedSecrets(text: string): readonly string[] {
  if (text.length <= shortText && !anyShape.test(text)) return [];
  const owners = [...text.matchAll(addressSecret)].map(([match]) =>
    match.slice(match.indexOf('://') + '://'.length, -1),
  );
  const shaped = [skKey, ...shapes].flatMap((shape) => text.match(shape) ?? []);
  const keys = keySpans(text).map(([from, to]) => text.slice(from, to));
  return [
    ...keys,
    ...owners,
    ...shaped.filter((one) => !one.startsWith('sk-') || jumble.test(one)),
  ];
}

/** Hides what looks like a secret. Does nothing to what it has hidden before. */
export function redact(text: string): string {
  return hideShapes(redactKeys(text))
    .replace(addressOwner, `$1${redacted}@`)
    .replace(authorization, `$1$2${redacted}`)
    .replace(bearer, `$1${redacted}`)
    .replace(assignment, (whole, named: string, value: string) =>
      isHarmless(named, value) ? whole : `${named}${redacted}`,
    );
}

const keyBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const anyShape = new RegExp(
  [skKey, ...shapes, addressSecret, keyBegin].map(({ source }) => source).join('|'),
  'i',
);
const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Where private keys stand, from their first dashes to their last; one that is not closed, to the end. */
function keySpans(text: string): readonly (readonly [from: number, to: number])[] {
  const spans: [number, number][] = [];
  for (let from = 0; ;) {
    keyBegin.lastIndex = from;
    const begin = keyBegin.exec(text);
    if (begin === null) return spans;
    keyEnd.lastIndex = keyBegin.lastIndex;
    from = keyEnd.exec(text) === null ? text.length : keyEnd.lastIndex;
    spans.push([begin.index, from]);
  }
}

function redactKeys(text: string): string {
  let shown = '';
  let from = 0;
  for (const [begin, end] of keySpans(text)) {
    shown += text.slice(from, begin) + redacted;
    from = end;
  }
  return shown + text.slice(from);
}
