import type { Launch } from '../../app/domain/launch/launch.ts';
import { clip } from '../kit/foreign.ts';
import { plainText } from '../kit/render-rich.ts';
import { hourlyText } from './cost.ts';
import { poolLines } from './pools.ts';

/** `, 2 × a2-highgpu-1g: ≈ $7.35/h`, to follow what is paid for. An outline has no machines. */
export function whatItRuns({ body, estimate }: Pick<Launch, 'body' | 'estimate'>): string {
  const pools = clip(plainText(poolLines(body.jobSpec)), 130).replaceAll('\n', ', ');
  return `${pools === '' ? '' : `, ${pools}`}${hourlyText(estimate)}`;
}
