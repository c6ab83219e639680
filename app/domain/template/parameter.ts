// The parameters of a template: what a person may set at a launch, of which type, within which bounds.

type Common<Type extends string, Value> = {
  readonly name: string;
  readonly type: Type;
  readonly description?: string | undefined;
  /** Without one, a launch must give a value. */
  readonly default?: Value | undefined;
};

export type StringParameter = Common<'string', string> & {
  readonly pattern?: string | undefined;
};
/** Bounds are inclusive; `integer` takes whole numbers only. */
export type NumberParameter = Common<'integer' | 'number', number> & {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
};
export type BooleanParameter = Common<'boolean', boolean>;
export type ChoiceParameter = Common<'choice', string> & {
  readonly choices: readonly string[];
};
/** Values and bounds are written `90s`, `45m`, `1h30m`, `7d`. */
export type DurationParameter = Common<'duration', string> & {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};
/** A list of strings; the pattern holds for each. */
export type ListParameter = Common<'list', readonly string[]> & {
  readonly pattern?: string | undefined;
};

export type Parameter =
  | StringParameter
  | NumberParameter
  | BooleanParameter
  | ChoiceParameter
  | DurationParameter
  | ListParameter;
