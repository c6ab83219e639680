// Chooses a job's scenario: by the first rule that matches; else its SANDBOX_SCENARIO variable; else its image's name; else success.

import { z } from 'zod';
import { isRegExp } from '../../shared/reg-exp.ts';
import { envOf, imageOf, type CheckedJob } from './job-spec.ts';
import {
  isScenarioName,
  scenarioSchema,
  scenarios,
  type Scenario,
  type ScenarioName,
} from './scenario.ts';

const scenarioNames = z.string().refine(isScenarioName, 'no such scenario');

export const scenarioRuleSchema = z
  .strictObject({
    match: z
      .strictObject({
        /** Regular expression. */
        displayName: z.string().refine(isRegExp, 'not a regular expression').optional(),
        labels: z.record(z.string(), z.string()).optional(),
        /** Part of the image. */
        image: z.string().optional(),
        location: z.string().optional(),
      })
      .default({}),
    scenario: scenarioNames.optional(),
    custom: scenarioSchema.optional(),
    /** How many jobs the rule applies to; absent: all. */
    count: z.int().positive().optional(),
  })
  .refine(
    (rule) => (rule.scenario === undefined) !== (rule.custom === undefined),
    'give either scenario (a name) or custom (phases)',
  );

type ScenarioRule = z.output<typeof scenarioRuleSchema>;
export type Choice = { readonly name: ScenarioName | 'custom'; readonly scenario: Scenario };

export interface ScenarioRules {
  add(rule: ScenarioRule): void;
  clear(): void;
  list(): readonly (ScenarioRule & { readonly used: number })[];
  /** Chooses a job's scenario and counts the use of the rule. */
  choose(job: CheckedJob, location: string): Choice;
}

/** An empty list of rules. */
export function createScenarioRules(): ScenarioRules {
  let rules: { readonly rule: ScenarioRule; used: number }[] = [];
  return {
    add: (rule) => rules.push({ rule, used: 0 }),
    clear: () => {
      rules = [];
    },
    list: () => rules.map(({ rule, used }) => ({ ...rule, used })),
    choose(job, location) {
      const entry = rules.find(
        ({ rule, used }) => used < (rule.count ?? Infinity) && fits(rule, job, location),
      );
      if (entry === undefined) return chooseByJob(job, location);
      entry.used += 1;
      const { custom, scenario = 'success' } = entry.rule;
      return custom === undefined ? named(scenario) : { name: 'custom', scenario: custom };
    },
  };
}

function fits({ match }: ScenarioRule, job: CheckedJob, location: string): boolean {
  return (
    (match.displayName === undefined || new RegExp(match.displayName).test(job.displayName)) &&
    Object.entries(match.labels ?? {}).every(([key, value]) => job.labels[key] === value) &&
    (match.image === undefined || (imageOf(job) ?? '').includes(match.image)) &&
    (match.location === undefined || match.location === location)
  );
}

/** `stockout`, or `stockout in us-central1`: in other locations as if the variable were not there. */
function chooseByJob(job: CheckedJob, location: string): Choice {
  const variable = envOf(job).find(({ name }) => name === 'SANDBOX_SCENARIO')?.value ?? '';
  const [name = '', place = location] = variable.split(' in ');
  if (isScenarioName(name) && place === location) return named(name);
  const image = imageName(imageOf(job) ?? '');
  return named(isScenarioName(image) ? image : 'success');
}

const named = (name: ScenarioName): Choice => ({ name, scenario: scenarios[name] });

/** `us-docker.pkg.dev/p/r/oom:latest` → `oom` */
function imageName(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.replace(/[:@].*$/, '');
}
