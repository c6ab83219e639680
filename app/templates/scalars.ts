// Plain scalars in YAML 1.1 as gcloud parses them (ruamel.yaml, tested with the SDK's version):
// `yes`, `0200` = 128, `1_000`, `1:30` = 90, and dates. Unlike YAML 1.2, `0o200` and `08` are text,
// and a float needs no dot (`1e3`).

const truths = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const untruths = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const nothing = /^(?:~|null|Null|NULL|)$/;
const integer =
  /^(?<sign>[-+]?)(?:0b(?<binary>[01_]+)|0x(?<hex>[0-9a-fA-F_]+)|0(?<octal>[0-7_]+)|(?<decimal>0|[1-9][0-9_]*)|(?<sixty>[1-9][0-9_]*(?::[0-5]?[0-9])+))$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)|\.[0-9_]+(?:[eE][-+][0-9]+)?)$/;
const sixtyFloat = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/;
const infinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const timestamp =
  /^\d{4}-\d\d-\d\d$|^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/;

/** The value of an unquoted scalar in YAML 1.1; a date is a `Date`. */
export function readPlain11(source: string): unknown {
  if (nothing.test(source)) return null;
  if (truths.test(source)) return true;
  if (untruths.test(source)) return false;
  return readInteger(source) ?? readFloat(source) ?? readDate(source) ?? source;
}

function readInteger(source: string): number | undefined {
  const groups = integer.exec(source)?.groups;
  if (groups === undefined) return undefined;
  const { sign, binary, hex, octal, decimal, sixty } = groups;
  const digits = (text: string): string => text.replaceAll('_', '');
  const of = (text: string | undefined, base: number): number | undefined =>
    text === undefined ? undefined : Number.parseInt(digits(text) || '0', base);
  const value = of(binary, 2) ?? of(hex, 16) ?? of(octal, 8) ?? of(decimal, 10);
  const magnitude = value ?? inSixties(digits(sixty ?? ''));
  // Not -magnitude, which makes -0 of 0.
  return sign === '-' ? 0 - magnitude : magnitude;
}

function readFloat(source: string): number | undefined {
  if (infinite.test(source))
    return /nan/i.test(source) ? NaN : source.startsWith('-') ? -Infinity : Infinity;
  const plain = source.replaceAll('_', '');
  if (float.test(source)) return Number(plain);
  if (!sixtyFloat.test(source)) return undefined;
  const magnitude = inSixties(plain.replace(/^[-+]/, ''));
  return plain.startsWith('-') ? -magnitude : magnitude;
}

/** `1:30` is 90: digits in base sixty. */
function inSixties(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function readDate(source: string): Date | undefined {
  return timestamp.test(source) ? new Date(source) : undefined;
}

/** Digits after a leading 0: octal in YAML 1.1, decimal in 1.2. */
export function isAmbiguousOctal(source: string): boolean {
  return /^[-+]?0[0-9_]+$/.test(source);
}
