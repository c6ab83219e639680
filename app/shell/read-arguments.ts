// Arguments of our own scripts, checked for what would be ignored or misread.

import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

type Arguments =
  | {
      readonly ok: true;
      readonly values: Readonly<Record<string, string | boolean>>;
      readonly positionals: readonly string[];
    }
  /** A sentence; undefined: the usage is asked for. */
  | { readonly ok: false; readonly problem: string | undefined };

/** Reads options, each of which is given once at most, and what stands between them. Never throws. */
export function readArguments(
  args: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>,
): Arguments {
  // `strict` would speak in Node's words, of positional arguments and dashes.
  const config: ParseArgsOptionsConfig = { ...options, help: { type: 'boolean', short: 'h' } };
  const { tokens, positionals } = parseArgs({
    ...{ args: [...args], options: config, strict: false, allowPositionals: true, tokens: true },
  });
  const values: Record<string, string | boolean> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (name === 'help') return { ok: false, problem: undefined };
    const type = Object.hasOwn(options, name) ? options[name]?.type : undefined;
    if (type === undefined) return refuse(`${rawName} is no option.`);
    if (Object.hasOwn(values, name)) return refuse(`--${name} can be given only once.`);
    if (type === 'boolean' && value !== undefined) return refuse(`--${name} takes no value.`);
    if (type === 'string' && (value === undefined || value.startsWith('--'))) {
      return refuse(`--${name} needs a value.`);
    }
    values[name] = value ?? true;
  }
  return { ok: true, values, positionals };
}

function refuse(problem: string): Arguments {
  return { ok: false, problem };
}
