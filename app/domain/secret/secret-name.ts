/** Words that make a name one of a secret. */
const secretWords: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'secrets',
  'credential',
  'credentials',
  'cred',
  'creds',
  'passwort',
]);
/** Words before `key` that make it a secret. Other keys are dictionary keys. */
const keysOf: ReadonlySet<string> = new Set(
  'access account anthropic api app auth aws azure client cohere comet encryption gcp gemini github groq hf huggingface kaggle license master mistral neptune ngc openai private sa secret service shared signing ssh storage wandb'.split(
    ' ',
  ),
);
/** Words before `token` that make it a secret. Other tokens are pieces of text. */
const tokensOf: ReadonlySet<string> = new Set(
  'bos class cls end eos first image initializer last mask max min n next num pad per placeholder prompt sep special start stop trigger unk'.split(
    ' ',
  ),
);
/** Last words of names that point to something or describe it. */
const pointers: ReadonlySet<string> = new Set(
  'age arn backend count dir enabled env expiry file filename files hint id ids length limit location manager mount name names path paths policy prefix project provider ref region rotation stdin store ttl type uri url var variable version'.split(
    ' ',
  ),
);
/** Last words that give a secret's encoding: SA_KEY_BASE64, CREDENTIALS_JSON. */
const forms: ReadonlySet<string> = new Set(
  'b64 base base64 encoded json pem plain value'.split(' '),
);
/** Last words of names that are a secret's only if the value looks random. */
const maybes: ReadonlySet<string> = new Set(
  'auth authorization bearer cookie jwt key keys pat sas session'.split(' '),
);
/** Issuers of keys and tokens: `TOKEN_HF` is a secret, and `WANDB` alone may be. */
const givers: ReadonlySet<string> = new Set(
  'anthropic cohere comet discord groq hf huggingface kaggle mistral neptune ngc openai telegram wandb'.split(
    ' ',
  ),
);
/** Words that distinguish several of one name: API_TOKEN_V2, API_KEY_PROD. */
const variants: ReadonlySet<string> = new Set('dev new old prod staging'.split(' '));
/** Names written as one word: PGPASSWORD, SSHPASS, APIKEY, HFTOKEN. */
const runTogether =
  /(?:password|passwd|passphrase|secret|(?:api|access|auth|master|private|secret|ssh)keys?|(?:ssh|db|pg|user|my|smtp|ldap)pass|(?:access|api|auth|bearer|bot|csrf|git|github|gitlab|hf|refresh|slack|wandb)token)$/;

/**
 * The id of a secret isn't secret, except the one that logs in to Vault:
 * https://developer.hashicorp.com/vault/docs/auth/approle
 */
const ofVault = /^(?:(?:vault|app|role)[_-]?){0,3}secret[_-]?id$/i;

/**
 * Databases whose password is called `auth`: https://redis.io/docs/latest/develop/tools/cli,
 * https://neo4j.com/docs/operations-manual/current/docker
 */
const ofStore = /(?:^|[_.-])(?:redis(?:cli)?|neo4j)[_-]?auth$/i;

/**
 * Whether the name is one of a secret: HF_TOKEN, db-password, apiKey, AWS_SECRET_ACCESS_KEY,
 * PASSWORD1 …
 */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const [last = '', before = ''] = words.toReversed();
  if (pointers.has(last)) return false;
  if (givers.has(last) && namesKey(words.slice(0, -1))) return true;
  if (words.some((word) => secretWords.has(word))) return true;
  if (runTogether.test(last)) return true;
  if (last === 'pw' || last === 'pass' || last === 'salt') return true;
  if (ofStore.test(name)) return true;
  if (last === 'token') return !tokensOf.has(before);
  return (last === 'key' || last === 'keys') && keysOf.has(before);
}

/** Whether the name may be one of a secret, depending on the value: KEY, GITHUB_PAT, MY_AUTH. */
export function maybeSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (maybes.has(last) || givers.has(last)) return true;
  if (ofVault.test(name)) return true;
  const isAddress = last === 'url' || last === 'uri';
  return isAddress && words.some((word) => secretWords.has(word));
}

/** Whether a value `user:password` may have this name. */
export function isBasicAuthName(name: string): boolean {
  return /basic[_-]?auth$/i.test(name);
}

/** Whether the value is a cookie header's. */
export function isCookieName(name: string): boolean {
  return /(?:^|[_-])cookies?$/i.test(name);
}

/** `KEY`, `TOKEN`, `API_KEY`: words that precede an issuer's name. */
function namesKey(words: readonly string[]): boolean {
  const [last = '', before = ''] = words.toReversed();
  if (last === 'key') return before === '' || keysOf.has(before);
  return last === 'token' && !tokensOf.has(before);
}

function wordsOf(name: string): readonly string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  while (words.length > 1 && saysNoMore(words.at(-1) ?? '')) words.pop();
  return words.map((word) => word.replace(/(?<!\d)\d+$/, '')).filter((word) => word !== '');
}

function saysNoMore(word: string): boolean {
  return forms.has(word) || variants.has(word) || /^v\d{1,4}$/.test(word);
}

/**
 * Names of either a secret or something else: `hf_secret=team-hf-token` names one in Secret
 * Manager, and `pass=train` is a stage.
 */
const eitherName = /(?:secrets?|cred(?:ential)?s?)(?:[_-]?id)?$|(?:^|[_-])(?:pass|salt)$|^pwd?$/i;

/**
 * Whether the name can only be one of the secret itself. Whoever gives a value didn't choose the
 * parameter's name, and has no other.
 */
export function isNameOfSecretItself(name: string): boolean {
  return isSecretName(name) && !eitherName.test(name);
}
