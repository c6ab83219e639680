import { malformed } from '../base/errors.ts';
import { parseFields, type Mask } from './field-mask.ts';
import { snakeCase, type MessageName } from './proto-schema.ts';

/** Parameters that every Google method takes, with or without a leading `$`. */
const systemParams = [
  'alt',
  'fields',
  'prettyPrint',
  'key',
  'access_token',
  'oauth_token',
  'callback',
  'quotaUser',
  'userProject',
  'uploadType',
  'upload_protocol',
  '.xgafv',
  'userIp',
  'unique',
];

type ResponseFormat = {
  readonly pretty: boolean;
  /** `$alt=json;enum-encoding=int`, as Google's generated clients send it. */
  readonly numericEnums: boolean;
  readonly mask: Mask;
};

/** Reads how to format the answer. @throws ApiError (400) for a parameter that the method does not have */
export function readResponseFormat(
  params: URLSearchParams,
  own: readonly string[],
  message: MessageName,
): ResponseFormat {
  const names = [...params.keys()];
  const unknown = names.filter(
    (name) =>
      !systemParams.includes(name.replace(/^\$/, '')) &&
      !own.some((field) => field === name || snakeCase(field) === name),
  );
  if (unknown.length > 0) throw malformed(unknown.map(cannotBind));
  const alt = systemParam(params, 'alt') ?? 'json';
  const [format, ...encodings] = alt.split(';');
  if (format !== 'json') throw malformed([invalidParam('alt', alt)]);
  const fields = systemParam(params, 'fields') ?? '';
  return {
    pretty: !['false', '0'].includes(systemParam(params, 'prettyPrint') ?? ''),
    numericEnums: encodings.includes('enum-encoding=int'),
    mask: fields === '' ? new Map() : parseFields(fields, message),
  };
}

/** A method's own parameter in either spelling; empty when absent. */
export function ownParam(params: URLSearchParams, name: string): string {
  return params.get(name) ?? params.get(snakeCase(name)) ?? '';
}

function systemParam(params: URLSearchParams, name: string): string | undefined {
  return params.get(`$${name}`) ?? params.get(name) ?? undefined;
}

function cannotBind(name: string): { field: string; description: string } {
  return {
    field: '',
    description: `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
  };
}

/** A violation: the parameter's value is invalid. */
export function invalidParam(name: string, value: string): { field: string; description: string } {
  return { field: name, description: `Invalid value at '${name}', "${value}"` };
}
