import type { CustomJobBody } from '../../app/domain/job/job.ts';
import { settingsOf, type JobSettings } from '../../app/domain/job/job-settings.ts';
import type { Shells } from '../../app/domain/job/shell.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { link, quote, say, type Line } from '../kit/rich.ts';

/** Room for a key's whole name. */
const mostValue = 300;
/** More replicas are only counted; each has its own shell. */
const mostShells = 10;

/** A setting as people read it. `value` contains foreign text. */
export type Detail = { readonly name: string; readonly value: string };

/** A job's settings besides its machines, in the order people look for them. */
export function detailsOf(body: CustomJobBody): readonly Detail[] {
  const settings = settingsOf(body);
  const { pscInterfaceConfig: psc } = settings;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Scheduling', schedulingWords(settings)],
    ['Service account', settings.serviceAccount],
    ['Network', settings.network],
    ['Reserved IP ranges', settings.reservedIpRanges?.join(', ')],
    ['Network attachment (PSC)', psc?.networkAttachment],
    ['DNS peering', psc?.dnsPeeringConfigs?.map(({ domain }) => domain).join(', ')],
    ['Encryption key', settings.kmsKeyName],
    ['Persistent resource', settings.persistentResourceId],
    ['TensorBoard', settings.tensorboard],
    ['Experiment', joined([settings.experiment, settings.experimentRun], ' / ')],
    ['Output', settings.baseOutputDirectory?.outputUriPrefix],
  ];
  return rows.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value }],
  );
}

/** The settings that change what the machines are: for the card, which is read at a glance. */
export function glanceOf(body: CustomJobBody): readonly Detail[] {
  const settings = settingsOf(body);
  const strategy = strategyOf(settings);
  const resource = settings.persistentResourceId;
  return [
    ...(strategy === undefined ? [] : [{ name: 'Scheduling', value: strategy }]),
    ...(resource === undefined ? [] : [{ name: 'Persistent resource', value: resource }]),
  ];
}

/** Undefined for the default strategy. */
function strategyOf({ scheduling }: JobSettings): string | undefined {
  const strategy = scheduling?.strategy;
  return strategy === 'STANDARD' || strategy === 'STRATEGY_UNSPECIFIED' ? undefined : strategy;
}

function schedulingWords(settings: JobSettings): string | undefined {
  const { timeout, maxWaitDuration, restartJobOnWorkerRestart, disableRetries } =
    settings.scheduling ?? {};
  return joined([
    strategyOf(settings),
    timeout && `ends after ${formatDuration(timeout)} of running`,
    maxWaitDuration && `waits ${formatDuration(maxWaitDuration)} for machines at most`,
    restartJobOnWorkerRestart && 'starts over when a worker restarts',
    disableRetries && 'is not retried by Vertex',
  ]);
}

function joined(parts: readonly unknown[], by = ', '): string | undefined {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length === 0 ? undefined : said.join(by);
}

/** One line each: `Service account: trainer@…`. */
export function detailLines(details: readonly Detail[]): readonly Line[] {
  return details.map(({ name, value }) => [say(`${name}: `), quote(value, mostValue)]);
}

/** All in one line. */
export function glanceLine(details: readonly Detail[]): Line {
  return detailLines(details).flatMap((line, index) =>
    index === 0 ? line : [say(' · '), ...line],
  );
}

/** Links to a job's shells, only for the requester. */
export function shellLines(shells: Shells | undefined): readonly Line[] {
  if (shells === undefined) return [];
  if (!shells.known) {
    return [[say('Its interactive shells can’t be read: '), quote(shells.why, mostValue)]];
  }
  const shown = shells.shells.slice(0, mostShells);
  if (shown.length === 0) return [[say('Vertex has no address of its interactive shells yet.')]];
  const more = shells.shells.length - shown.length;
  return [
    [
      say('Interactive shells, for you alone: '),
      ...shown.flatMap(({ replica, url, isGoogles }, index): Line => [
        say(index === 0 ? '' : ', '),
        ...(isGoogles
          ? [link(url, replica)]
          : [quote(replica), say(' (not an address of Google’s: '), quote(url), say(')')]),
      ]),
      say(more === 0 ? '.' : `, and ${more} more: the console has them.`),
    ],
  ];
}
