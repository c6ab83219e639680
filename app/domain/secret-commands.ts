// What commands and calls take as a secret without naming it. Every pattern is linear in the text: repeats are bounded, and each begins
// with a word of its own.

const commands: readonly RegExp[] = [
  /\bwandb\s{1,4}login\s{1,4}(?:--?[\w-]{1,30}\s{1,4}){0,4}([\w-]{20,200})/g,
  /\b(?:curl|wget)\s(?:[^\n]{0,400}?\s)?(?:-u|--user)[\s=]{1,4}["']?[\w.@-]{1,100}:([^\s"'$]{1,400})/g,
  /\bsshpass\s{1,4}-p\s{0,4}["']?([^\s"'$]{1,400})/g,
  /\bmysql(?:dump)?\s(?:[^\n]{0,400}?\s)?-p([^\s"'$]{3,400})/g,
  /\becho\s{1,4}(?:-n\s{1,4})?["']?([^\s"'|$]{4,400})["']?\s{0,4}\|\s{0,4}(?:docker|podman|gh|helm)\s[^\n]{0,400}(?:password-stdin|with-token)/g,
  /\b(?:docker|podman|helm|skopeo|crane|buildah)\s{1,4}(?:registry\s{1,4}|auth\s{1,4})?login\s(?:[^\n;&|]{0,400}?\s)?-p[\s=]{0,4}["']?(?![-$])([^\s"'$]{3,400})/g,
  /\bkaggle\s{1,4}config\s{1,4}set\s{1,4}(?:-n|--name)[\s=]{1,4}key\s{1,4}(?:-v|--value)[\s=]{1,4}["']?([^\s"'$]{8,200})/g,
  // A .netrc, on one line or several: https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
  /\bmachine\s{1,80}\S{1,200}\s{1,80}login\s{1,80}\S{1,200}\s{1,80}password\s{1,80}["']?(?!\$)([^\s"']{1,400})/g,
  // Whatever the header is called, or the variable that holds it.
  /\bbearer\s{1,4}(?=[\w.~+/=-]{0,40}\d)([\w.~+/=-]{12,4000})/gi,
];

const anyCommand =
  /\b(?:bearer|buildah|crane|curl|docker|echo|helm|kaggle|machine|mysql|podman|skopeo|sshpass|wandb|wget)/i;

/** The secrets that commands in a text are given. */
export function commandSecrets(text: string): readonly string[] {
  if (!anyCommand.test(text)) return [];
  return commands.flatMap((command) =>
    [...text.matchAll(command)].flatMap(([, secret]) => (secret === undefined ? [] : [secret])),
  );
}

const call =
  /\b(?:setdefault|putenv|setenv|getenv|environ\.get)\(\s{0,4}\\?["']([A-Za-z_][\w.-]{1,80})\\?["']\s{0,4},\s{0,4}\\?["']([^"'\n\\]{1,4000})/g;

/** Names and values that calls of a program set: `os.environ.setdefault('API_SECRET', 'x')`. */
export function calledPairs(text: string): readonly (readonly [name: string, value: string])[] {
  return [...text.matchAll(call)].map(([, name = '', value = '']) => [name, value] as const);
}
