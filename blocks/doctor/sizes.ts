import type { StoreSizes } from '../../app/domain/retention/retention.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { utcDay } from '../kit/utc-day.ts';
import { quoteCode, say, type Line } from '../kit/rich.ts';

type Rows = StoreSizes['audit'];

/** How much the database holds, how long it keeps it, and whether expiry keeps up. */
export function sizesParts({ bytes, launches, audit, retention, behind }: StoreSizes): Line {
  return [
    say(
      `Kept: ${counted(launches, 'launch', 'launches')}, ${counted(audit, 'audit row', 'audit rows')}; ${sized(bytes)} in all. `,
    ),
    quoteCode('RETENTION'),
    say(` keeps ended jobs ${kept(retention.jobsMs)}, and the audit ${kept(retention.auditMs)}.`),
    ...(behind.length === 0
      ? []
      : [
          say(
            ' What is older has not been deleted for more than a day: look for expiry in my log.',
          ),
        ]),
  ];
}

function counted({ count, isAbout, oldestAt }: Rows, one: string, many: string): string {
  const oldest = oldestAt === undefined ? '' : ` (the oldest of ${utcDay(oldestAt)})`;
  const about = isAbout === true ? `about ${count.toLocaleString('en-US')}` : String(count);
  return `${about} ${count === 1 ? one : many}${oldest}`;
}

const kept = (ms: number | undefined): string =>
  ms === undefined ? 'for ever' : `for ${writeDuration(ms)}`;

/** Decimal units, as disks are sold. */
function sized(bytes: number): string {
  if (bytes < 1e6) return `${String(Math.ceil(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
