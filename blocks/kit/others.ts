import { quoteCode, say, type Line } from './rich.ts';

/**
 * That there are templates which somebody may not launch, after the `offered` ones that they may;
 * undefined if there are none.
 */
export function othersLine(others: number, offered: number, command = ''): Line | undefined {
  if (others === 0) return undefined;
  const templates = others === 1 ? 'template is' : 'templates are';
  return [
    say(
      offered === 0
        ? 'No template here is yours to launch: '
        : `${others} more ${templates} not yours to launch: `,
    ),
    quoteCode(`${command} policy`.trimStart()),
    say(' says who may.'),
  ];
}
