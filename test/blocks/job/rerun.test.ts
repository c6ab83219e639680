import { expect, test } from 'vitest';
import { typedGuard } from '../../../app/domain/guard/written-guard.ts';
import { rerunParts } from '../../../blocks/job/rerun.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { launchOf } from '../../gallery/exhibits/samples.ts';
import { context } from '../samples.ts';

const launch = launchOf('b9z9');
const limited = (maxCostUsd?: number) => ({ ...launch, guard: typedGuard({ maxCostUsd }) });
const said = (before?: number, after?: number) =>
  plainText([
    rerunParts(limited(after), { ...limited(before), handle: 'a3f9', channel: 'C1' }, context),
  ]);

test('a re-run says which limit of cost is new', () => {
  expect(said(200, 300)).toContain('but for max-cost=300 instead of 200.');
  expect(said(undefined, 0.5)).toContain('but for max-cost=0.50 instead of nothing.');
  expect(said(200, undefined)).toContain('but for max-cost=nothing instead of 200.');
  expect(said(200, 200)).toContain('without a change.');
});
