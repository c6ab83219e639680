// Google's messages about denied access for the bot or the job, and who can change that.

import { storageRole } from './access-role.ts';
import { say, type Matcher } from './explanation.ts';

export const accessMatchers: readonly Matcher[] = [
  {
    pattern:
      /(?:Service account [`"']?([\w.@-]{1,200})[`"']? )?does not have [`"']?\[([\w., ]{1,300})\][`"']? IAM permission\(s\) to the bucket [`"']?([\w.-]{1,222})/i,
    explain: ([, account, permissions = '', bucket = '']) => {
      const needed = permissions.split(',').map((one) => one.trim());
      const name = bucket.replace(/\.+$/, '');
      return {
        what: `no access to the bucket ${name}`,
        hint: `Give ${account === undefined ? 'the job’s service account' : `\`${account}\``} \`${storageRole(needed)}\` on \`gs://${name}\` (it lacks ${needed.map((one) => `\`${one}\``).join(', ')}), or choose another bucket.`,
      };
    },
  },
  {
    pattern: /API has not been used in project|SERVICE_DISABLED|it is disabled\. Enable it/i,
    explain: say(
      'Vertex AI is not enabled in this project',
      'Enable `aiplatform.googleapis.com` there, wait a few minutes, and launch again.',
    ),
  },
  {
    pattern: /requires billing to be enabled|billing account.{0,80}(?:disabled|closed|not found)/i,
    explain: say('the project has no billing', 'Link a billing account to it, and launch again.'),
  },
  {
    pattern: /Constraint [`"']?(constraints\/[\w.]{1,80})/i,
    explain: ([, constraint = '']) => ({
      what: 'a policy of your organisation forbids it',
      hint: `Ask your administrators about \`${constraint}\`.`,
    }),
  },
  {
    pattern: /CMEK|Cloud KMS|cryptoKeyVersions?\.useTo/i,
    explain: say(
      'the encryption key can’t be used',
      'Give the Vertex service agent `roles/cloudkms.cryptoKeyEncrypterDecrypter` on the key, and check that it is in the job’s region.',
    ),
  },
];
