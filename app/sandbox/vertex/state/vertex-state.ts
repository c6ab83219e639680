import { randomBytes } from 'node:crypto';
import { createRecords, type Records } from '../base/records.ts';
import { defaultSettings, type Settings } from '../base/settings.ts';
import { createJobStore, type JobStore } from '../job/job-store.ts';
import type { Operation } from '../job/operations.ts';
import { createRates, type Rates } from '../job/rates.ts';
import { createScenarioRules, type ScenarioRules } from '../job/scenario-rules.ts';
import type { GpuUseName } from '../job/gpu-use.ts';
import { createNewerFields, type NewerFields } from '../proto/newer-fields.ts';
import { createVertexFaults, type VertexFaults } from './faults.ts';
import { createSts, type Sts } from './sts.ts';

export type Project = { readonly id: string; readonly number: string };

/** The state of the server. */
export type VertexState = {
  readonly projects: readonly Project[];
  readonly locations: readonly string[];
  readonly clock: () => number;
  readonly newId: () => string;
  readonly jobs: JobStore;
  readonly operations: Map<string, Operation>;
  /** How jobs use their GPUs, by id, where a control route says so. */
  readonly uses: Map<string, GpuUseName>;
  readonly rates: Rates;
  readonly rules: ScenarioRules;
  readonly faults: VertexFaults;
  readonly newerFields: NewerFields;
  readonly sts: Sts;
  readonly records: Records;
  readonly settings: Settings;
  /** Forgets everything but the issued tokens, which stay valid. */
  readonly reset: () => void;
};

type VertexStateOptions = {
  readonly projects: readonly Project[];
  readonly locations: readonly string[];
  readonly speed: number;
  readonly token: string;
  readonly clock: () => number;
};

/** The state of a server that has just started. */
export function createVertexState({
  projects,
  locations,
  speed,
  token,
  clock,
}: VertexStateOptions): VertexState {
  const settings = defaultSettings(speed);
  const state = {
    projects,
    locations,
    clock,
    newId: newNumericId,
    settings,
    jobs: createJobStore({ clock, newId: newNumericId, speed: () => settings.speed }),
    operations: new Map<string, Operation>(),
    uses: new Map<string, GpuUseName>(),
    rates: createRates(clock),
    rules: createScenarioRules(),
    faults: createVertexFaults(),
    newerFields: createNewerFields(),
    records: createRecords(),
    sts: createSts({
      clock,
      newToken: () => `ya29.${randomBytes(24).toString('base64url')}`,
      subjectToken: randomBytes(24).toString('base64url'),
      fixedToken: token,
    }),
  };
  const { jobs, operations, uses, rates, rules, faults, newerFields, records, sts } = state;
  const reset = (): void => {
    Object.assign(settings, defaultSettings(speed));
    const parts = [jobs, operations, uses, rates, rules, faults, newerFields, records];
    for (const part of parts) part.clear();
    sts.reset();
  };
  return { ...state, reset };
}

/** 19 digits, always above 2^53, like Vertex's own job ids. */
function newNumericId(): string {
  const first = 10n ** 18n;
  return String(first + (randomBytes(8).readBigUInt64BE() % (8n * first)));
}
