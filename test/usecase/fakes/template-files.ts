import type { BrokenTemplate } from '../../../app/domain/doctor/checkup.ts';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';
import type { Template } from '../../../app/domain/template/template.ts';
import type { Templates } from '../../../app/usecase/ports/templates.ts';

type HelloFile = {
  name?: string;
  version: string;
  targets?: readonly string[];
  /** Whether `steps` has no default. */
  needsSteps?: boolean;
  displayName?: string;
  /** Roles that a launch takes. */
  access?: readonly string[];
  /** The approval that a launch takes. */
  approve?: object;
  guard?: object | undefined;
  fallback?: readonly object[] | undefined;
  /** A parameter `machine` with these choices decides the machine type. */
  machines?: readonly string[] | undefined;
  /** The service account that its jobs run as. */
  account?: string | undefined;
  /** One with a GPU, say. */
  machineType?: string;
};

/** The template everybody uses; another version takes another image. */
function readHello({
  name = 'hello',
  version,
  targets,
  needsSteps,
  displayName = 'hello {{steps}}',
  access,
  approve,
  account,
  machineType = 'n1-standard-4',
  guard,
  fallback,
  machines,
}: HelloFile): Template {
  const parsed = parseTemplate(
    {
      name,
      parameters: {
        steps: { type: 'integer', ...(needsSteps === true ? {} : { default: 3 }) },
        loud: { type: 'boolean', default: false },
        ...(machines && {
          machine: { type: 'choice', choices: machines, default: machines[0] },
        }),
      },
      displayName,
      ...(targets === undefined ? {} : { targets }),
      ...(access === undefined && approve === undefined
        ? {}
        : { access: { ...(access && { launch: access }), ...(approve && { approve }) } }),
      ...(guard === undefined ? {} : { guard }),
      ...(fallback === undefined ? {} : { fallback }),
      jobSpec: {
        enableWebAccess: true,
        ...(account === undefined ? {} : { serviceAccount: account }),
        workerPoolSpecs: [
          {
            machineSpec: { machineType: machines === undefined ? machineType : '{{machine}}' },
            replicaCount: 1,
            containerSpec: { imageUri: `gcr.io/x/y:${version}`, args: ['{{steps}}', '{{loud}}'] },
          },
        ],
      },
    },
    { name, origin: `${name}.yaml`, version },
  );
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.template;
}

/** The files of templates: one, which changes when `file` is changed, and those that are `broken`. */
export function createHelloFiles() {
  const broken: BrokenTemplate[] = [];
  const file: HelloFile = { version: 'v1' };
  const isFile = (name: string) => name === (file.name ?? 'hello');
  const files: Templates = {
    get: (name) => Promise.resolve(isFile(name) ? readHello(file) : undefined),
    source: (name) => Promise.resolve(isFile(name) ? `# ${file.version}` : undefined),
    list: () => Promise.resolve([readHello(file)]),
    problems: () => Promise.resolve(broken),
    skipped: () => Promise.resolve([]),
    secrets: () => Promise.resolve([]),
  };
  return { files, file, broken };
}
