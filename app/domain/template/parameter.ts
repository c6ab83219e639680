// A template's parameters: what a launch may set, with types and bounds.

type Common<Type extends string, Value> = {
  readonly name: string;
  readonly type: Type;
  readonly description?: string | undefined;
  /** If absent, a launch must give a value. */
  readonly default?: Value | undefined;
};

type StringParameter = Common<'string', string> & {
  readonly pattern?: string | undefined;
};
/** Bounds are inclusive. `integer` takes whole numbers only. */
type NumberParameter = Common<'integer' | 'number', number> & {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
};
type BooleanParameter = Common<'boolean', boolean>;
export type ChoiceParameter = Common<'choice', string> & {
  readonly choices: readonly string[];
};
/** Values and bounds are written `90s`, `45m`, `1h30m`, `7d`. */
type DurationParameter = Common<'duration', string> & {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};
/** A list of strings; the pattern applies to each. */
type ListParameter = Common<'list', readonly string[]> & {
  readonly pattern?: string | undefined;
};

export type Parameter =
  | StringParameter
  | NumberParameter
  | BooleanParameter
  | ChoiceParameter
  | DurationParameter
  | ListParameter;
