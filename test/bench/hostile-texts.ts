// Texts on which a careless scan takes quadratic or exponential time.

const pieces = [
  ...['a', 'A', 'aA', '1', '0.', '1e', ' ', ' a', '\n', ' \n', '\r', 'a\r', '\t', '.', ',', '-'],
  ...['_', ':', '=', 'a=', '"', "'", '“', '‘', '\\', '/', '`', '`a', '*', 'a*', '@', '$(', '{{'],
  ...['{{ ', '{{a', '{"a":', '[', '<', '<https:', '<https:a|', '<@UBOT', '<@UBOT|', '&amp;', '#'],
  ...[' #', '😀', '\u001b[', '\u001b]', '\u202e', '\0', '--a', '--password ', 'label.a'],
  ...[
    'password',
    'password=',
    'password="',
    'password ',
    'token',
    'token="a\\',
    'api_key_',
    'sas_',
  ],
  ...['a://', 'a://b:', 'a://b@', '://', 'https://a:', 'Bearer ', 'Basic', 'authorization: a '],
  ...['xoxb-', 'xoxa.xoxb', 'eyJ-', 'eyJaaaaaaaa.', 'sk-', 'hf_', 'SG.aaaaaaaaaaaaaaaa.'],
  ...['-----BEGIN ', '-----BEGIN PRIVATE KEY-----', ' in ', ' running in a', 'API ', 'aiplatform'],
  ...['wandb login ', 'wandb login --host=a ', 'machine a\\nlogin b\\npassword ', 'echo a | '],
  ...['aws configure set ', 'aws configure set password a ', 'git config a.', 'az login -p '],
  ...['redis-cli -a', 'ngrok authtoken ', 'openssl -pass ', 'basic YTpi', 'cookie: a=', 'cookie='],
  ...['//aiplatform', 'Service Agent a ', 'Quota exceeded ', "'x’ ", '"x” ', 'a.b ', 'key=value '],
] as const;
/** Put behind the repeated piece, so that a pattern that has to match up to the end fails there. */
const ends = ['', 'x'] as const;

export type Hostile = { readonly name: string; readonly of: (length: number) => string };

/** Every piece repeated. `of` returns a text of the given length, or a little longer. */
export const hostileTexts: readonly Hostile[] = pieces.flatMap((piece) =>
  ends.map((end) => ({
    name: JSON.stringify(`${piece}…${end}`),
    of: (length: number) => `${piece.repeat(Math.ceil(length / piece.length))}${end}`,
  })),
);
