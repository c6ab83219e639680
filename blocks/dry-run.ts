import type { Answer } from '../app/domain/answer.ts';
import { hideInTree } from '../app/domain/hide-secrets.ts';
import { formatTarget, reservedLabels } from '../app/domain/job.ts';
import { redacted } from '../app/domain/redact.ts';
import { costLines } from './cost.ts';
import { limits } from './limits.ts';
import { preformatted, quote, quoteCode, say, type Line } from './rich.ts';

/** Exactly what would be sent, but for what looks like a secret. Only its asker sees it, so values of env and args are shown, too. */
export function dryRunLines({
  template,
  target,
  body,
  estimate,
}: Extract<Answer, { kind: 'dry-run' }>): readonly Line[] {
  const json = JSON.stringify(hideInTree(body), null, 2);
  const room = limits.blockText - 500;
  const lines: Line[] = [
    [
      say('This CustomJob would be created in '),
      quote(formatTarget(target)),
      say(' from '),
      quote(`${template.name} ${template.version}`),
      say('; nothing was sent.'),
    ],
    ...costLines(body.jobSpec, estimate),
    [say('To this the bot adds its labels '), quote(reservedLabels.join(', ')), say(':')],
    [preformatted(json, room)],
    ...(json.includes(redacted)
      ? [
          [
            say('What looks like a secret is shown as '),
            quoteCode(redacted),
            say('; it is sent as it is.'),
          ],
        ]
      : []),
  ];
  return json.length <= room
    ? lines
    : [...lines, [say('(cut here: it is longer than a message holds)')]];
}
