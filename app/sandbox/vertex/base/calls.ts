/** The API calls that the server knows. Fault rules and records use these names. */
export const calls = [
  'create',
  'get',
  'list',
  'cancel',
  'delete',
  'operations.get',
  'locations.list',
  'locations.get',
  'logs',
  'skus',
  'time-series',
  'token',
] as const;
export type CallName = (typeof calls)[number];

export type Call = {
  readonly name: CallName;
  readonly project: string;
  /** Empty when the path has none. */
  readonly location: string;
  /** The id of the job, operation or service. */
  readonly id: string;
};

const project = 'projects/(?<project>[^/]+)/locations';
const jobs = `/(?:v1|v1beta1)/${project}/(?<location>[^/]+)/customJobs`;
/** Google's generated clients request operations and locations under `/ui/`. */
const place = `/(?:v1|v1beta1|ui)/${project}`;

const routes = [
  ['POST', 'create', jobs],
  ['GET', 'list', jobs],
  ['GET', 'get', `${jobs}/(?<id>[^/:]+)`],
  ['DELETE', 'delete', `${jobs}/(?<id>[^/:]+)`],
  ['POST', 'cancel', `${jobs}/(?<id>[^/:]+):cancel`],
  ['GET', 'operations.get', `${jobs}/[^/]+/operations/(?<id>[^/:]+)`],
  ['GET', 'operations.get', `${place}/(?<location>[^/]+)/operations/(?<id>[^/:]+)`],
  ['GET', 'locations.list', place],
  ['GET', 'locations.get', `${place}/(?<location>[^/]+)`],
  ['POST', 'logs', '/v2/entries:list'],
  ['GET', 'skus', '/v1/services/(?<id>[^/]+)/skus'],
  ['GET', 'time-series', '/v3/projects/(?<project>[^/]+)/timeSeries'],
  ['POST', 'token', '/sts/v1/token'],
] as const satisfies readonly (readonly [string, CallName, string])[];

/** The call that a request makes; undefined when no call has this verb and path. */
export function findCall(method: string, path: string): Call | undefined {
  const decoded = decode(path);
  for (const [verb, name, pattern] of routes) {
    const match = verb === method ? new RegExp(`^${pattern}$`).exec(decoded) : null;
    if (match === null) continue;
    const { project = '', location = '', id = '' } = match.groups ?? {};
    return { name, project, location, id };
  }
  return undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
