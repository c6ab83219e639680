import { describe, expect, test } from 'vitest';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { below } from '../below.ts';
import {
  answersOf,
  changeOf,
  context,
  jobOf,
  launchOf,
  updatesOf,
  watchedCardOf,
} from '../samples.ts';

const watched = watchedCardOf('nightly');
const reply = (kinds: readonly string[], card = watched) =>
  below(
    renderReply(
      {
        updates: updatesOf('x').filter(({ kind }) => kinds.includes(kind)),
        card,
        possiblyRepeated: false,
      },
      context,
    ).text,
  );

describe('a watched job', () => {
  test('is said to be launched by nobody here, wherever it is shown', () => {
    const candidates = [watched, watched];
    const picker = { kind: 'picker', verb: 'cancel', typed: 'x', candidates, more: 0 } as const;
    const [list] = answersOf('x').filter(({ kind }) => kind === 'list');
    if (list?.kind !== 'list') throw new Error('There is no list.');
    const shown = [
      renderCard(watched, context),
      renderAnswer(picker, context),
      renderAnswer({ ...list, rows: [{ card: watched }] }, context),
      renderAnswer(
        { kind: 'launch-needs-confirmation', handle: 'b2k7', duplicate: watched },
        context,
      ),
    ];
    for (const message of shown) {
      const text = JSON.stringify(message);
      expect(text).toContain('launched elsewhere');
      // Who set the first watch of it is neither its launcher nor called.
      expect(text).not.toContain('U0ANA');
    }
  });

  test('calls who set the watch of that channel', () => {
    const change = changeOf('FAILED', { errorAwaited: true });
    const text = (card: typeof watched) =>
      below(
        renderReply({ updates: [{ kind: 'job', change }], card, possiblyRepeated: false }, context)
          .text,
      );
    expect(text(watched)).toMatch(/^<@U0BO> Failed/);
    const launched = { launch: launchOf('x'), job: jobOf('x') };
    expect(text({ ...launched, watched: watched.watched })).toMatch(/^<@U0BO> Failed/);
    expect(text(launched)).toMatch(/^<@U0ANA> Failed/);
  });

  test('calls whom the policy names by its label in their place, and says how they are known', () => {
    const change = changeOf('FAILED', { errorAwaited: true });
    const called = { by: 'U0BO', channel: 'C0OTHER', called: 'U0CLEO' };
    const card = { ...watched, watched: called };
    const update = { kind: 'job', change } as const;
    const { text } = renderReply({ updates: [update], card, possiblyRepeated: false }, context);
    expect(below(text)).toMatch(/^<@U0CLEO> Failed/);
    expect(renderCard(card, context).text).toContain('owner by label <@U0CLEO>');
  });

  test('says why it is here, and what its labels say as no more than that', () => {
    expect(reply(['watched'])).toMatch(
      /^Watched for <@U0BO> \(x\): job \d+, which was not launched through me\.\nIts labels say that it belongs to the pipeline run nightly\./,
    );
    expect(reply(['watched'], { launch: launchOf('x') })).toContain('launched by <@U0ANA>.');
  });

  test('has no form to change it in, and says that its machines are not known', () => {
    const ended = jobOf('x', { state: 'SUCCEEDED', endTime: context.now });
    const text = JSON.stringify(renderCard({ ...watched, job: ended }, context));
    expect(text).toContain('"Re-run"');
    expect(text).not.toContain('Re-run with changes');
    expect(text).toContain('What it runs on could not be read');
  });
});
