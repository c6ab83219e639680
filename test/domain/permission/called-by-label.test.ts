import { expect, test } from 'vitest';
import { calledByLabel } from '../../../app/domain/permission/called-by-label.ts';
import { launchOf } from '../../blocks/samples.ts';

const externalJobs = {
  label: 'owner',
  people: new Map([
    ['ana', 'U0ANA'],
    ['', 'U0BO'],
  ]),
};
const watched = (labels: Readonly<Record<string, string>> | undefined) =>
  launchOf('x', { origin: 'watched', body: { displayName: 'x', labels, jobSpec: {} } });

test.each([
  [{ owner: 'ana' }, 'U0ANA'],
  [{ owner: '' }, 'U0BO'],
  // A value is meant exactly as it stands.
  [{ owner: 'Ana' }, undefined],
  [{ owner: 'ana ' }, undefined],
  [{ owner: 'constructor' }, undefined],
  [{ team: 'ana' }, undefined],
  [undefined, undefined],
])('by the labels %j of a watched job, %s is called', (labels, called) => {
  expect(calledByLabel({ externalJobs }, watched(labels))).toBe(called);
});

test('a job that the bot launched calls who launched it, whatever its labels say', () => {
  const body = { displayName: 'x', labels: { owner: 'ana' }, jobSpec: {} };
  expect(calledByLabel({ externalJobs }, launchOf('x', { body }))).toBeUndefined();
});

test('without the rule, nobody is called by a label', () => {
  expect(calledByLabel({}, watched({ owner: 'ana' }))).toBeUndefined();
});
