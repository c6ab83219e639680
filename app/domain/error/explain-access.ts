// Google's messages about denied access for the bot or the job.

import { storageRole } from './access-role.ts';
import type { Matcher } from './matcher.ts';

export const accessMatchers: readonly Matcher[] = [
  {
    pattern:
      /(?:Service account [`"']?([\w.@-]{1,200})[`"']? )?does not have [`"']?\[([\w., ]{1,300})\][`"']? IAM permission\(s\) to the bucket [`"']?([\w.-]{1,222})/i,
    explain: ([, account, listed = '', bucket = '']) => {
      const permissions = listed.split(',').map((one) => one.trim());
      return {
        kind: 'no-bucket-access',
        account,
        permissions,
        role: storageRole(permissions),
        bucket: bucket.replace(/\.+$/, ''),
      };
    },
  },
  {
    pattern: /API has not been used in project|SERVICE_DISABLED|it is disabled\. Enable it/i,
    explain: () => ({ kind: 'api-disabled' }),
  },
  {
    pattern: /requires billing to be enabled|billing account.{0,80}(?:disabled|closed|not found)/i,
    explain: () => ({ kind: 'no-billing' }),
  },
  {
    pattern: /Constraint [`"']?(constraints\/[\w.]{1,80})/i,
    explain: ([, constraint = '']) => ({ kind: 'policy-forbids', constraint }),
  },
  {
    pattern: /CMEK|Cloud KMS|cryptoKeyVersions?\.useTo/i,
    explain: () => ({ kind: 'key-unusable' }),
  },
];
