/** Ids of the launch form: where what is entered comes back. */
export const formIds = {
  launch: 'launch-form',
  template: 'form-template',
  preview: 'form-preview',
  target: 'form-target',
  maxTime: 'form-max-time',
  /** The action id of every field; its block says which it is. */
  value: 'value',
} as const;

const prefix = 'parameter:';

/** The block of a parameter's field. */
export const parameterBlock = (name: string): string => `${prefix}${name}`;

/** The parameter of a field's block; undefined for other blocks. */
export const parameterOf = (blockId: string): string | undefined =>
  blockId.startsWith(prefix) ? blockId.slice(prefix.length) : undefined;
