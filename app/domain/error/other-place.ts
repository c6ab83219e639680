import type { Cause, Explanation } from './explanation.ts';

type Place = 'region' | 'project';

const places: Readonly<Partial<Record<Cause['kind'], Place>>> = {
  'over-quota': 'region',
  exhausted: 'region',
  'no-machines': 'region',
  'machine-not-offered': 'region',
  'accelerator-not-offered': 'region',
  'no-accelerators': 'project',
};

/** Whether another region, or another project, may have what is missing here. */
export function otherPlace(explanation: Explanation): Place | undefined {
  if (explanation.kind !== 'found-errors') return places[explanation.kind];
  const found = explanation.errors.map(({ cause }) => cause && places[cause.kind]);
  // If one error needs another project, another region doesn't help.
  return found.find((place) => place === 'project') ?? found.find((place) => place === 'region');
}
