// Which folders of one ring may import from which. `.` is the ring's own folder. The lists are exact: an import that is not listed is
// forbidden, and an entry that nothing imports is out of date.

type Imports = Readonly<Record<string, readonly string[]>>;

const domain: Imports = {
  approval: [],
  secret: [],
  text: ['secret'],
  job: [],
  lock: ['job', 'text'],
  spec: ['job', 'text'],
  cost: ['spec'],
  template: ['job', 'secret', 'spec', 'text'],
  error: ['cost', 'job', 'spec', 'text'],
  launch: ['approval', 'cost', 'error', 'job', 'lock'],
  logs: ['error', 'job', 'secret', 'template'],
  doctor: ['error', 'job', 'launch', 'lock', 'permission', 'template'],
  watch: ['error', 'job', 'launch', 'text'],
  form: ['cost', 'job', 'spec', 'template', 'text'],
  notification: ['cost', 'error', 'job', 'launch', 'lock', 'template'],
  permission: ['cost', 'job', 'launch', 'lock', 'spec', 'template', 'text'],
  home: ['cost', 'job', 'launch', 'permission', 'template'],
  command: [
    'job',
    'launch',
    'lock',
    'logs',
    'notification',
    'permission',
    'spec',
    'template',
    'text',
    'watch',
  ],
  answer: [
    'command',
    'cost',
    'doctor',
    'form',
    'job',
    'launch',
    'lock',
    'logs',
    'notification',
    'permission',
    'template',
    'text',
    'watch',
  ],
};

const usecase: Imports = {
  'ports/store': [],
  ports: ['ports/store'],
  permission: ['ports', 'ports/store'],
  job: ['permission', 'ports', 'ports/store'],
  notification: ['job', 'permission', 'ports', 'ports/store'],
  poll: ['notification', 'ports', 'ports/store'],
  doctor: ['job', 'permission', 'ports', 'ports/store'],
  home: ['job', 'permission', 'ports', 'ports/store'],
  launch: ['job', 'notification', 'permission', 'poll', 'ports', 'ports/store'],
  lock: ['notification', 'permission', 'ports', 'ports/store'],
  logs: ['job', 'notification', 'permission', 'ports', 'ports/store'],
  template: ['job', 'launch', 'permission', 'ports', 'ports/store'],
  watch: ['job', 'launch', 'notification', 'permission', 'poll', 'ports', 'ports/store'],
  request: [
    'doctor',
    'job',
    'launch',
    'lock',
    'logs',
    'notification',
    'permission',
    'ports',
    'ports/store',
    'template',
    'watch',
  ],
  worker: ['home', 'launch', 'logs', 'notification', 'ports/store', 'request', 'watch'],
};

const store: Imports = {
  schema: [],
  db: ['schema'],
  migrations: ['db'],
  repositories: ['db', 'schema'],
  'repositories/launch': ['db', 'schema'],
  'repositories/thread': ['db', 'schema'],
  'repositories/home': ['db', 'repositories', 'repositories/launch'],
  queries: ['db', 'repositories', 'repositories/launch', 'schema'],
  '.': [
    'db',
    'migrations',
    'queries',
    'repositories',
    'repositories/home',
    'repositories/launch',
    'repositories/thread',
    'schema',
  ],
};

const slack: Imports = {
  client: [],
  listeners: ['client'],
  transport: ['client'],
  '.': ['client', 'listeners', 'transport'],
};

const blocks: Imports = {
  kit: [],
  error: ['kit'],
  job: ['error', 'kit'],
  list: ['job', 'kit'],
  launch: ['job', 'kit'],
  notification: ['error', 'job', 'kit', 'list'],
  template: ['job', 'kit', 'launch'],
  home: ['answer', 'job', 'kit', 'list', 'notification'],
  doctor: ['kit', 'template'],
  lock: ['kit'],
  policy: ['kit'],
  answer: ['doctor', 'job', 'kit', 'launch', 'list', 'lock', 'notification', 'policy', 'template'],
};

const sandbox: Imports = {
  '.': ['client', 'slack', 'vertex'],
  client: [],
  shared: [],
  http: ['shared'],
  slack: [
    'http',
    'shared',
    'slack/control',
    'slack/message',
    'slack/methods',
    'slack/state',
    'slack/transport',
  ],
  'slack/state': ['http', 'shared'],
  'slack/block-kit': ['shared', 'slack/state'],
  'slack/render': ['shared', 'slack/state'],
  'slack/transport': ['shared', 'slack/state'],
  'slack/message': ['http', 'shared', 'slack/block-kit', 'slack/render', 'slack/state'],
  'slack/methods': [
    'http',
    'shared',
    'slack/block-kit',
    'slack/message',
    'slack/render',
    'slack/state',
  ],
  'slack/acts': ['shared', 'slack/block-kit', 'slack/message', 'slack/methods', 'slack/state'],
  'slack/control': [
    'http',
    'shared',
    'slack/acts',
    'slack/message',
    'slack/methods',
    'slack/render',
    'slack/state',
    'slack/transport',
  ],
  vertex: [
    'http',
    'shared',
    'vertex/base',
    'vertex/control',
    'vertex/job',
    'vertex/methods',
    'vertex/proto',
    'vertex/state',
  ],
  'vertex/base': ['http', 'shared'],
  'vertex/proto': ['shared', 'vertex/base'],
  'vertex/job': ['shared', 'vertex/base', 'vertex/proto'],
  'vertex/state': ['http', 'shared', 'vertex/base', 'vertex/job', 'vertex/proto'],
  'vertex/methods': ['shared', 'vertex/base', 'vertex/job', 'vertex/proto', 'vertex/state'],
  'vertex/control': ['http', 'shared', 'vertex/base', 'vertex/job', 'vertex/proto', 'vertex/state'],
};

export const rings: Readonly<Record<string, Imports>> = {
  'app/domain': domain,
  'app/usecase': usecase,
  'app/store': store,
  'app/slack': slack,
  'app/sandbox': sandbox,
  blocks,
};

/** Whether a folder of a ring may import from another folder of it. */
export function mayImport(ring: string, folder: string, other: string): boolean {
  return rings[ring]?.[folder]?.includes(other) ?? false;
}
