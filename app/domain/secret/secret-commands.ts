// Secrets passed to commands and calls without a telling name. Every pattern is linear: repetition
// is bounded, and each pattern starts with a literal word.

import { isSecretName } from './secret-name.ts';
import { isHarmless, loginIn } from './secret-value.ts';

/** Quotes around an argument; inside a quoted command they are escaped. */
const open = String.raw`[\\"']{0,4}`;
/** A word that is neither a variable nor a flag. */
const word = String.raw`(?![-$])([^\s"'$\\]{3,400})`;
/** Other arguments before it, on the same line and in the same command. */
const before = String.raw`\s(?:[^\n;&|]{0,400}?\s)?`;
/** White space; in a quoted text, a newline may be escaped. */
const gap = String.raw`(?:\s|\\{1,3}[nrt]){1,80}`;
const inGap = String.raw`(?:(?!\\{1,3}[nrt])\S){1,200}`;
const wandbKey = String.raw`${open}([\w-]{20,200})`;

const commands: readonly RegExp[] = [
  String.raw`\bwandb\s{1,4}login\s{1,4}(?:--?[\w-]{1,30}(?:=\S{1,200}|(?<=--host)\s{1,4}\S{1,200})?\s{1,4}){0,4}(?:<{3}\s{0,4})?${wandbKey}`,
  String.raw`\bwandb\.login\(\s{0,4}(?:key\s{0,2}=\s{0,2})?\\{0,3}["']([\w-]{20,200})`,
  String.raw`\b(?:curl|wget)\s(?:[^\n]{0,400}?\s)?(?:-u[\s=]{0,4}|--user[\s=]{1,4})${open}[\w.@-]{1,100}:([^\s"'$\\]{1,400})`,
  String.raw`\bsshpass\s{1,4}-p\s{0,4}${open}([^\s"'$\\]{1,400})`,
  String.raw`\bmysql(?:dump)?\s(?:[^\n]{0,400}?\s)?-p${open}([^\s"'$\\]{3,400})`,
  String.raw`\b(?:echo|printf)\s{1,4}(?:-\w{1,3}\s{1,4}|["']?%s(?:\\n)?["']?\s{1,4}){0,2}${open}([^\s"'|$\\]{4,400})${open}\s{0,4}\|\s{0,4}(?:(?:docker|podman|gh|helm|skopeo|crane|buildah)\s[^\n]{0,400}(?:password-stdin|with-token)|wandb\s{1,4}login)`,
  String.raw`\b(?:docker|podman|helm|skopeo|crane|buildah|az|oc|cf)\s{1,4}(?:registry\s{1,4}|auth\s{1,4}|acr\s{1,4})?login${before}-p[\s=]{0,4}${open}${word}`,
  String.raw`\bmongo(?:sh|dump|restore|import|export)?${before}-p[\s=]{0,4}${open}${word}`,
  String.raw`\bredis-cli${before}-a\s{0,4}${open}${word}`,
  String.raw`\bldap\w{1,20}${before}-w\s{1,4}${open}${word}`,
  String.raw`\b(?:sqlcmd|unzip|zip)${before}-P\s{0,4}${open}${word}`,
  String.raw`\bopenssl\s[^\n]{0,400}?\s-pass(?:in|out)?\s{1,4}${open}pass:([^\s"'$\\]{1,400})`,
  String.raw`\bngrok\s{1,4}(?:config\s{1,4}add-)?authtoken\s{1,4}${open}(?![-$])([\w-]{10,200})`,
  String.raw`\bmc\s{1,4}(?:alias|config\s{1,4}host)\s{1,4}(?:set|add)\s{1,4}\S{1,100}\s{1,4}\S{1,300}\s{1,4}\S{1,200}\s{1,4}${open}${word}`,
  String.raw`\bkaggle\s{1,4}config\s{1,4}set\s{1,4}(?:-n|--name)[\s=]{1,4}key\s{1,4}(?:-v|--value)[\s=]{1,4}${open}([^\s"'$\\]{8,200})`,
  // A .netrc, on one line or several:
  // https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
  String.raw`\bmachine${gap}${inGap}${gap}login${gap}${inGap}${gap}password${gap}["']?(?!\$)((?:(?!\\{1,3}[nrt])[^\s"']){1,400})`,
].map((pattern) => new RegExp(pattern, 'g'));
/** A bearer token, whatever the header or variable is called. */
const bearer = /\bbearer\s{1,4}(?=[\w.~+/=-]{0,40}\d)([\w.~+/=-]{12,4000})/gi;
const basic = /\bbasic\s{1,4}([A-Za-z0-9+/_-]{8,4000}={0,2})/gi;

/** A command that sets values by name, and its arguments up to the end of the command. */
const settings =
  /\b(?:aws\s{1,4}configure\s{1,4}set|dvc\s{1,4}(?:remote\s{1,4}modify|config)|(?:az|conda|gcloud|npm|pip3?|pnpm|yarn)\s{1,4}config\s{1,4}(?:--)?set|rclone\s{1,4}config\s{1,4}(?:create|update)|(?:git|poetry)\s{1,4}config(?=[^\n;&|]{1,100}\.))\s{1,4}([^\n;&|]{1,400})/g;

/** Cookie headers and variables, with what follows. */
const cookies = /cookies?\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?([^\n"'\\]{1,4000})/gi;

const anyCommand =
  /\b(?:aws|az|basic|bearer|buildah|cf|conda|crane|curl|docker|dvc|echo|gcloud|git|helm|kaggle|ldap|machine|mc|mongo|mysql|ngrok|npm|oc|openssl|pip|pnpm|podman|poetry|printf|rclone|redis-cli|skopeo|sqlcmd|sshpass|unzip|wandb|wget|yarn|zip)|cookie/i;

/** The secrets that commands in a text receive. */
export function commandSecrets(text: string): readonly string[] {
  if (!anyCommand.test(text)) return [];
  const given = [...commands, bearer].flatMap((command) => firstGroups(text, command));
  const logins = firstGroups(text, basic).filter((one) => loginIn(one) !== undefined);
  return [
    ...given,
    ...logins,
    ...firstGroups(text, settings).flatMap(setSecrets),
    ...firstGroups(text, cookies).flatMap(cookieSecrets),
  ];
}

function firstGroups(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, one]) => (one === undefined ? [] : [one]));
}

/** The last part of `profile.x.password` or `//registry.example/:_authToken`. */
const settingName = /^(?:[\w./:@-]*[./:@])?([\w-]+)$/;

/** Finds pairs like `aws_secret_access_key x` among a command's words. */
function setSecrets(words: string): readonly string[] {
  const given = words
    .split(/\s+/)
    .map((one) => one.replace(/^[\\"']{1,4}|[\\"']{1,4}$/g, ''))
    .filter((one) => one !== '');
  return given.flatMap((value, index) => {
    const name = settingName.exec(given[index - 1]?.slice(-80) ?? '')?.[1] ?? '';
    if (value.startsWith('-') || !isSecretName(name) || isHarmless(name, value)) return [];
    return [value];
  });
}

/** The values in a cookie header, `session=…; theme=dark`, except plain words. */
export function cookieSecrets(header: string): readonly string[] {
  return header.split(';').flatMap((cookie) => {
    const [, name = '', value = ''] =
      /^\s{0,4}([\w.-]{1,80})=([^\s,$][^\s,]{2,3999})/.exec(cookie) ?? [];
    if (/sess|sid$|token|auth|jwt|login/i.test(name)) return [value];
    return value.length < 6 || /^(?:[a-z]{1,20}|\d{1,8})$/i.test(value) ? [] : [value];
  });
}

const call =
  /\b(?:setdefault|putenv|setenv|getenv|environ\.get)\(\s{0,4}\\?["']([A-Za-z_][\w.-]{1,80})\\?["']\s{0,4},\s{0,4}\\?["']([^"'\n\\]{1,4000})/g;

/** Names and values set by calls in a program: `os.environ.setdefault('API_SECRET', 'x')`. */
export function calledPairs(text: string): readonly (readonly [name: string, value: string])[] {
  return [...text.matchAll(call)].map(([, name = '', value = '']) => [name, value] as const);
}
