// Hides secrets in what people are shown: jobs' logs, errors, texts. (The bot's own log:
// app/log-redaction.ts.) Finds known patterns only; a secret that looks like
// an ordinary word is not found. Every pattern takes linear time on any text: repetition is
// bounded, starts where it can't have started before, or can't fail once it is past.

/** Replaces a secret. */
export const redacted = '[redacted]';

/** Patterns of secrets that are recognisable by themselves. */
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
  // Slack: tokens, and webhooks, whose URL path is the secret.
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
  // Discord webhooks, Telegram bots, Vault tokens.
  /discord(?:app)?\.com\/api\/webhooks\/\d{5,30}\/[\w-]{20,}/g,
  /(?<!\d)\d{8,10}:AA[\w-]{30,50}/g,
  /(?<![A-Za-z0-9])hv[sbr]\.[\w-]{20,}/g,
  // Signed URLs, which work for whoever has them.
  /(?<=[?&]sig=)[\w%+/=-]{16,}/g,
  /(?<=[?&]X-(?:Goog|Amz)-Signature=)[0-9a-f]{32,}/gi,
  // JSON web tokens, with or without a signature.
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
];

/** Keys from OpenAI and from others with the same prefix. */
const skKey = /(?<![A-Za-z0-9])sk-[\w-]{20,}/g;
/** A run of letters and digits unlike any word; `sk-learn-gradient-boosting-v3` has none. */
const jumble = /(?=[A-Za-z]{0,11}\d)[A-Za-z0-9]{12}/;

function hideShapes(text: string): string {
  let shown = text.replace(skKey, (key) => (jumble.test(key) ? redacted : key));
  for (const shape of shapes) shown = shown.replace(shape, redacted);
  return shown;
}

/**
 * Names whose values are secret whatever they look like. A prefix, as in `MY_API_KEY`, needn't be
 * listed.
 */
const names = [
  'pass(?:word|wd|phrase)',
  // `PWD` alone is the working directory.
  '(?<=[_;-])pwd',
  'secrets?',
  'api[_ -]?keys?',
  '(?:access|account|auth|encryption|master|private|shared|signing)[_-]?keys?(?:[_-]?id)?',
  '(?:x-(?:goog|amz)-)?signature',
  // Not `tokens` or `tokenizer`, which are common in logs of language models.
  'token',
  '(?<![a-z])sas',
  '(?<=[?&])sig',
].join('|');
const name = `(?:${names})(?:[_-]?(?:key|value|hash))?`;
const quoteMark = String.raw`\\{0,3}["'` + '`]?';

/**
 * `name=value`, `"name": "value"`, `--name value`, and the same in escaped JSON. A value is quoted
 * or ends at white space.
 */
const assignment = new RegExp(
  String.raw`(${name}${quoteMark}\s{0,4}(?:=>|:=|[:=])\s{0,4}|--?(?:[a-z]{1,20}-)?${name}\s{1,4})` +
    String.raw`(?!\[redacted\])(\\{0,3}"(?:[^"\\\n]|\\.){1,2000}"|'[^'\n]{1,2000}'|\S+)`,
  'gi',
);

/** Values of such names that aren't secret: a switch, a placeholder, an unexpanded variable. */
const noSecret =
  /^(?:true|false|yes|no|none|null|nil|undefined|\*+|<[^<>]{1,40}>|\$\{\w+\}?|%\w+%)?$/i;
/** Other meanings of `token`: a count, or a short piece of text. */
const plainToken = /^(?:[\d.,]{1,12}|\[[A-Z]+\]|.{1,5})$/;

function isHarmless(named: string, value: string): boolean {
  const bare = value.replace(/^[\\"'`]{1,4}/, '').replace(/[\\"'`,;)}\]]{1,8}$/, '');
  return noSecret.test(bare) || (/token\W{0,12}$/i.test(named) && plainToken.test(bare));
}

/** `Authorization: Basic …`, and a bearer token anywhere. */
const authorization =
  /(authorization\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?)(?!(?:[a-z]{2,20}\s{1,4})?\[redacted\])([a-z]{2,20}\s{1,4})?[^\s"'\\,]+/gi;
const bearer = /(\bbearer\s{1,4})[\w.~+/=:-]{8,}/gi;

/** User and password in a URL, up to the last `@` before the path. */
const addressOwner = /(:\/\/)(?!\[redacted\]@)[^\s/@][^\s/]{0,1000}@/g;

/**
 * A password in a URL, or a token in place of the user. A user alone (`ssh://git@github.com`), a
 * variable, and the part before an image digest aren't secret.
 */
const addressSecret =
  /:\/\/[^\s/@:]{0,200}:(?!\$[({]?\w{1,80}[)}]?@)[^\s/@]{1,1000}@(?!sha\d)|https?:\/\/[\w-]{20,200}@/g;

/** Whether a text contains a secret that is recognisable by itself. */
export function showsSecret(text: string): boolean {
  return shapedSecrets(text).length > 0;
}

/**
 * For a short text, one combined pattern is faster than each in turn; for a long one it is slower.
 */
const shortText = 200;

/** The secrets in a text that are recognisable by themselves. For a URL, its user and password. */
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

/** Replaces secrets in a text. Applying it twice changes nothing more. */
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

/** The ranges of private keys, from first to last dashes; an unclosed one extends to the end. */
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
