// Every act that changes something is on record: who asked for it, before the call, and its outcome afterwards.

import type { Mutant, NamedTest } from '../mutant.ts';

const onRecord = (name: string): NamedTest => ({
  file: 'test/usecase/permission/on-record.test.ts',
  name,
});

export const audit: readonly Mutant[] = [
  {
    name: 'launch-audited',
    why: 'a launch buys machines and no row names who asked',
    file: 'app/usecase/launch/accept-launch.ts',
    find: '  await tx.audit.begin({ ...auditEntry(launch, deps.sha256), ...allowedBy(because) });\n',
    replace: '',
    test: {
      file: 'test/usecase/launch/launch.test.ts',
      name: 'a launch > is audited before and after',
    },
  },
  {
    name: 'launch-created-on-record',
    why: 'a row of a launch does not say which job it created',
    file: 'app/usecase/poll/record-observation.ts',
    find: '  await tx.audit.complete(launch.requestKey, `created ${seen.name}`);\n',
    replace: '',
    test: {
      file: 'test/usecase/launch/launch.test.ts',
      name: 'a launch > is audited before and after',
    },
  },
  {
    name: 'launch-refused-on-record',
    why: 'a row of a launch that Vertex refused stays open for ever',
    file: 'app/usecase/launch/submit-launch.ts',
    find: '  await tx.audit.complete(launch.requestKey, `refused by Vertex: ${failure.message}`);\n',
    replace: '',
    test: onRecord('a launch > that Vertex refuses'),
  },
  {
    name: 'launch-given-up-on-record',
    why: 'nobody can see later who gave a launch up whose job may still run',
    file: 'app/usecase/launch/give-up-launch.ts',
    find: 'await tx.audit.begin({',
    replace: 'await Promise.resolve({',
    test: onRecord('a launch > that somebody gives up'),
  },
  {
    name: 'cancel-audited',
    why: 'a job is cancelled and no row names who asked',
    file: 'app/usecase/cancel/begin-cancel.ts',
    find: '  await tx.audit.begin({ ...entry, ...allowedBy(because) });\n',
    replace: '',
    test: onRecord('a cancel, before Vertex is asked'),
  },
  {
    name: 'cancel-outcome-on-record',
    why: 'a row of a cancel does not say how the job ended',
    file: 'app/usecase/cancel/follow-cancel.ts',
    find: '  await tx.audit.complete(cancel.requestKey, end);\n',
    replace: '',
    test: onRecord('a cancel, before Vertex is asked'),
  },
  {
    name: 'prevented-on-record',
    why: 'rows of a launch that was cancelled in time say nothing of it',
    file: 'app/usecase/launch/end-unsent.ts',
    find: '  await tx.audit.complete(launch.requestKey, ofLaunch);\n',
    replace: '',
    test: onRecord('a launch > that is cancelled before it is sent'),
  },
  {
    name: 'watch-audited',
    why: 'a channel follows the jobs of others and no row names who asked',
    file: 'app/usecase/watch/accept-watch.ts',
    find: '  await tx.audit.begin({ ...auditEntry(watch), ...allowedBy(because) });\n',
    replace: '',
    test: onRecord('a watch'),
  },
  {
    name: 'later-refusal-on-record',
    why: 'nobody can see later who was refused a launch, a cancel or a watch after its ack',
    file: 'app/usecase/permission/settle-intent.ts',
    find: '  await tx.audit.begin({ ...intent.audit, ...refusedBy(rule) });\n',
    replace: '',
    test: {
      file: 'test/usecase/launch/launch.test.ts',
      name: 'a launch > by somebody who may not is refused before money is spent, and audited',
    },
  },
  {
    name: 'channel-settings-audited',
    why: 'a channel grows quiet and no row names who wanted it',
    file: 'app/usecase/notification/channel-settings.ts',
    find: 'await tx.audit.begin({',
    replace: 'await Promise.resolve({',
    test: {
      file: 'test/usecase/notification/channel-settings.test.ts',
      name: 'the settings > are set by whoever may launch, and by nobody else',
    },
  },
  {
    name: 'template-audited',
    why: 'a template changes and no row names who did it',
    file: 'app/usecase/template/change-template.ts',
    find: 'await tx.audit.begin({',
    replace: 'await Promise.resolve({',
    test: {
      file: 'test/usecase/template/edit-template.test.ts',
      name: 'history > a restore makes a new version',
    },
  },
  {
    name: 'watch-end-audited',
    why: 'a watch ends and no row names who ended it',
    file: 'app/usecase/watch/request-watch.ts',
    find: 'await tx.audit.begin({',
    replace: 'await Promise.resolve({',
    test: {
      file: 'test/usecase/watch/watch.test.ts',
      name: 'unwatch > ends it for new jobs, and tells the old ones to their end',
    },
  },
  {
    name: 'audit-frozen',
    why: 'what is on record can be rewritten afterwards',
    file: 'app/store/migrations/0032-audit-record.ts',
    find: 'when old.completed_at is not null or',
    replace: 'when 1 = 0 or',
    test: {
      file: 'test/store/db/audit-record.test.ts',
      name: 'on sqlite in memory > a row is completed once',
    },
  },
  {
    name: 'audit-page-visible',
    why: 'the audit tells what others did to jobs of private channels',
    file: 'app/store/queries/audit-page.ts',
    find: '          .where((launches) => isSeenBy(launches, seenBy)),\n',
    replace: '',
    test: {
      file: 'test/store/contract.test.ts',
      name: 'show to one person their own acts, and those on jobs that they see',
    },
  },
  {
    name: 'audit-shown-visible',
    why: 'the audit in Slack tells everybody what everybody did',
    file: 'app/usecase/audit/show-audit.ts',
    find: '  const query = { since, actor, job, template, seenBy, limit: auditPageSize };\n',
    replace: '  const query = { since, actor, job, template, limit: auditPageSize };\n',
    test: {
      file: 'test/usecase/audit/show-audit.test.ts',
      name: 'the audit of a private channel’s job > shows to somebody outside only what they did, and says so',
    },
  },
  {
    name: 'audit-handle-visible',
    why: 'the audit tells that a private job exists, by its handle',
    file: 'app/usecase/audit/show-audit.ts',
    find: 'tx.audit.page({ since: 0, job, seenBy, limit: 1 })',
    replace: 'tx.audit.page({ since: 0, job, limit: 1 })',
    test: {
      file: 'test/usecase/audit/show-audit.test.ts',
      name: 'the audit of a private channel’s job > is for somebody outside as if there were no such job',
    },
  },
  {
    name: 'audit-csv-formula',
    why: 'a reason that somebody typed runs as a formula in the spreadsheet of whoever reads the audit',
    file: 'app/audit/format-rows.ts',
    find: "? `'${text}` : text",
    replace: '? text : text',
    test: {
      file: 'test/audit/format-rows.test.ts',
      name: 'a spreadsheet reads "=1+1" as text, not as a formula',
    },
  },
];
