import { expect, test } from 'vitest';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { askedLines } from '../../../blocks/job/approval.ts';
import { asked } from '../../gallery/exhibits/approval-cards.ts';
import { context } from '../../gallery/exhibits/samples.ts';

const lines = (launch: ReturnType<typeof asked>) => plainText(askedLines({ launch }, context));

test('a card that asks for an approval says once what the launch may cost in all', () => {
  const always = lines(asked({}, { reasons: [{ kind: 'always' }] }));
  expect(always).toMatch(
    /Costs \$[\d,.]+ in all at most at list price: it runs for 7d at the longest\./,
  );
  expect(lines(asked())).toMatch(/it may cost \$[\d,.]+ in all/);
  expect(lines(asked())).not.toContain('in all at most');
  const unpriced = asked({ estimate: undefined }, { reasons: [{ kind: 'always' }] });
  expect(lines(unpriced)).not.toContain('in all at most');
});
