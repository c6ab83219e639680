/** Words that say what stands under a name is a secret. */
const secretWords: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'secrets',
  'credential',
  'credentials',
]);
/** What a key is before it is a secret one; others are keys of a dictionary. */
const keysOf: ReadonlySet<string> = new Set(
  'access account anthropic api auth aws azure encryption gcp hf huggingface license master openai private secret service shared signing ssh storage wandb'.split(
    ' ',
  ),
);
/** What a token is before it is a piece of text. */
const tokensOf: ReadonlySet<string> = new Set(
  'bos class cls end eos first image initializer last mask max min n next num pad per placeholder prompt sep special start stop trigger unk'.split(
    ' ',
  ),
);
/** A name that ends so points to something, or describes it. */
const pointers: ReadonlySet<string> = new Set(
  'arn count dir file length limit name path ref uri url version'.split(' '),
);

/** Whether people keep secrets under such a name: HF_TOKEN, db-password, apiKey, AWS_SECRET_ACCESS_KEY, PASSWORD1 … */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/(?<!\d)\d+$/, ''))
    .filter((word) => word !== '');
  const [last = '', before = ''] = words.toReversed();
  if (pointers.has(last)) return false;
  if (words.some((word) => secretWords.has(word))) return true;
  if (last === 'pass') return words.length > 1;
  if (last === 'token') return !tokensOf.has(before);
  return (last === 'key' || last === 'keys') && keysOf.has(before);
}

/** Names that are those of a secret or of where it is kept: `hf_secret=team-hf-token` names one in Secret Manager. */
const eitherName = /(?:secrets?|credentials?)(?:[_-]?id)?$|(?:^|[_-])pass$|^pwd$/i;

/** Whether a name can be that of nothing but the secret itself. Who gives a value did not choose its name, and has no other. */
export function isNameOfSecretItself(name: string): boolean {
  return isSecretName(name) && !eitherName.test(name);
}
