// Every kind of problem and of hint, and each sentence that a kind may be said in, with hostile text wherever it may stand.

import { foreign as asForeign } from '../../app/domain/text/sentence.ts';
import type { TemplateNotice } from '../../app/domain/form/template-form.ts';
import type { Note } from '../../app/domain/answer/note.ts';
import { limitRefusalsOf } from './limit-samples.ts';
import { approvalRefusalsOf } from './approval-samples.ts';
import { lockProblemsOf } from './lock-samples.ts';
import type { AnswerHint, RequestProblem } from '../../app/domain/answer/problem.ts';

/** At least one sample of each kind: without one for a new kind it doesn't compile. */
export type Sample<One extends { readonly kind: string }> = {
  readonly [Kind in One['kind']]: readonly [
    Extract<One, { readonly kind: Kind }>,
    ...Extract<One, { readonly kind: Kind }>[],
  ];
};

const handle = 'a3f9';
const command = '/job';
const target = { project: 'ml-prod', location: 'us-central1' };
const elsewhere = { project: 'ml-prod', location: 'us-east1' };
const targets = [target, elsewhere];
const expired = Date.UTC(2026, 10, 24, 12);

/** Every kind of problem. */
export function problemsOf(foreign: string): readonly RequestProblem[] {
  const name = foreign;
  const quoted = asForeign(foreign);
  const samples: Sample<RequestProblem> = {
    'no-such-bulk-filter': [
      { kind: 'no-such-bulk-filter', name: quoted, near: 'older' },
      { kind: 'no-such-bulk-filter', name: quoted },
    ],
    'bulk-word-unclear': [{ kind: 'bulk-word-unclear', word: quoted }],
    'bulk-dry-run': [{ kind: 'bulk-dry-run' }],
    'bulk-state-unreadable': [{ kind: 'bulk-state-unreadable', typed: quoted }],
    'bulk-state-ended': [{ kind: 'bulk-state-ended', state: 'failed' }],
    'older-unreadable': [{ kind: 'older-unreadable', typed: quoted }],
    'older-without-sign': [{ kind: 'older-without-sign' }],
    'bulk-expired': [{ kind: 'bulk-expired' }],
    'bulk-of-another': [{ kind: 'bulk-of-another' }],
    'no-such-job': [{ kind: 'no-such-job', typed: foreign }],
    'job-forgotten': [{ kind: 'job-forgotten', handle }],
    'job-expired': [
      { kind: 'job-expired', handle: foreign, expiredAt: expired, audited: expired + 3e10 },
      { kind: 'job-expired', handle, expiredAt: expired, audited: 'for-ever' },
      { kind: 'job-expired', handle, expiredAt: expired },
    ],
    'all-ended': [{ kind: 'all-ended', typed: foreign, jobs: 3 }],
    'job-elsewhere': [{ kind: 'job-elsewhere', place: foreign, targets }],
    'project-elsewhere': [{ kind: 'project-elsewhere', project: foreign }],
    'job-not-shown': [
      { kind: 'job-not-shown', id: foreign, why: foreign },
      { kind: 'job-not-shown', id: foreign },
    ],
    'spec-not-told': [{ kind: 'spec-not-told', id: foreign }],
    'no-template': [
      { kind: 'no-template', name, near: foreign },
      { kind: 'no-template', name },
    ],
    'named-otherwise': [{ kind: 'named-otherwise', name, itself: foreign }],
    'still-redacted': [{ kind: 'still-redacted' }],
    'search-too-long': [{ kind: 'search-too-long' }],
    'tells-secret': [
      { kind: 'tells-secret', where: 'comment' },
      { kind: 'tells-secret', where: 'note' },
    ],
    'example-image': [{ kind: 'example-image' }],
    'runs-elsewhere': [{ kind: 'runs-elsewhere', targets, configured: [target] }],
    'also-in-file': [{ kind: 'also-in-file', name, file: foreign }],
    'template-broken': [{ kind: 'template-broken', name, problems: [foreign] }],
    'kept-in-file': [{ kind: 'kept-in-file', name, file: foreign }],
    'kept-in-broken-file': [{ kind: 'kept-in-broken-file', name, file: foreign }],
    'not-kept-in-slack': [{ kind: 'not-kept-in-slack', name }],
    'deleted-already': [{ kind: 'deleted-already', name }],
    'no-version': [{ kind: 'no-version', name, version: 3 }],
    'version-was-delete': [{ kind: 'version-was-delete', name, version: 3 }],
    'version-in-use': [{ kind: 'version-in-use', name, version: 3 }],
    'version-outdated': [{ kind: 'version-outdated', version: 3, problems: [foreign] }],
    'changed-meanwhile': [{ kind: 'changed-meanwhile', name }],
    'no-version-in-slack': [{ kind: 'no-version-in-slack', name, version: 3 }],
    'version-without-text': [{ kind: 'version-without-text', name, version: 3 }],
    'no-older-version': [{ kind: 'no-older-version', name, version: 3 }],
    'no-template-chosen': [{ kind: 'no-template-chosen' }],
    'form-outdated': [{ kind: 'form-outdated', template: name }],
    'preview-outdated': [{ kind: 'preview-outdated', template: name }],
    'duration-unreadable': [{ kind: 'duration-unreadable' }],
    'max-time-unreadable': [{ kind: 'max-time-unreadable' }],
    'amount-unreadable': [{ kind: 'amount-unreadable' }],
    'max-cost-unreadable': [{ kind: 'max-cost-unreadable' }],
    'no-channel-chosen': [{ kind: 'no-channel-chosen' }],
    'template-elsewhere': [{ kind: 'template-elsewhere', template: name, targets }],
    'location-unknown': [{ kind: 'location-unknown', location: foreign, targets }],
    'location-ambiguous': [{ kind: 'location-ambiguous', location: foreign, targets }],
    'target-dropped': [{ kind: 'target-dropped', handle, target, targets }],
    'version-dropped': [{ kind: 'version-dropped', handle, template: name, version: foreign }],
    'rerun-template-gone': [{ kind: 'rerun-template-gone', handle }],
    'two-named': [{ kind: 'two-named', first: handle, second: handle }],
    'person-not-known-yet': [{ kind: 'person-not-known-yet' }],
    'channels-not-known-yet': [{ kind: 'channels-not-known-yet' }],
    'person-not-told': [{ kind: 'person-not-told', why: foreign }],
    'person-not-known-in-time': [{ kind: 'person-not-known-in-time', button: 'Save' }],
    'person-not-told-for-form': [{ kind: 'person-not-told-for-form', why: foreign }],
    'window-not-opened': [{ kind: 'window-not-opened', why: foreign }],
    'out-of-order': [{ kind: 'out-of-order' }],
    'channel-not-read': [{ kind: 'channel-not-read', why: foreign }],
    'channel-archived': [{ kind: 'channel-archived' }],
    'channel-not-seen': [{ kind: 'channel-not-seen' }],
    'channel-not-joined': [{ kind: 'channel-not-joined' }],
    'time-zone-not-told': [{ kind: 'time-zone-not-told' }],
    'logging-not-enabled': [{ kind: 'logging-not-enabled', project: foreign }],
    'logs-forbidden': [{ kind: 'logs-forbidden', project: foreign }],
    'logs-not-read': [{ kind: 'logs-not-read', why: foreign }],
    'no-such-parameter': [
      {
        kind: 'no-such-parameter',
        template: name,
        typed: foreign,
        near: foreign,
        names: [],
      },
      {
        kind: 'no-such-parameter',
        template: name,
        typed: foreign,
        near: undefined,
        names: [name],
      },
      {
        kind: 'no-such-parameter',
        template: name,
        typed: foreign,
        near: undefined,
        names: [],
      },
    ],
    'parameters-missing': [{ kind: 'parameters-missing', template: name, names: [name, 'lr'] }],
    'parameter-missing': [{ kind: 'parameter-missing', name }],
    'secret-given': [{ kind: 'secret-given', name }],
    'target-not-allowed': [
      { kind: 'target-not-allowed', template: name, target, targets },
      { kind: 'target-not-allowed', template: name, target, targets: [] },
    ],
    'target-not-chosen': [
      { kind: 'target-not-chosen', template: name, targets: [target, elsewhere] },
    ],
    'nothing-configured': [{ kind: 'nothing-configured' }],
    'targets-not-configured': [
      { kind: 'targets-not-configured', targets: [target], configured: targets },
    ],
    several: [
      { kind: 'several', problems: [foreign] },
      { kind: 'several', problems: [foreign, { kind: 'example-image' }] },
    ],
    'file-too-large': [{ kind: 'file-too-large' }],
    'file-without-address': [{ kind: 'file-without-address' }],
    'files-forbidden': [{ kind: 'files-forbidden' }],
    'file-refused': [{ kind: 'file-refused', httpStatus: 404 }],
    'file-too-late': [{ kind: 'file-too-late' }],
    'file-not-text': [{ kind: 'file-not-text' }],
    'command-unreadable': [{ kind: 'command-unreadable' }],
    'request-not-stored': [{ kind: 'request-not-stored', command: foreign }],
    'request-not-confirmed': [{ kind: 'request-not-confirmed', command: foreign }],
    'press-not-stored': [{ kind: 'press-not-stored' }],
    'press-not-confirmed': [{ kind: 'press-not-confirmed' }],
    'button-unknown': [{ kind: 'button-unknown', command: foreign }],
    'not-understood': [{ kind: 'not-understood', word: foreign }],
    interrupted: [
      { kind: 'interrupted', act: 'launch', subject: foreign },
      { kind: 'interrupted', act: 'cancel', subject: foreign },
      { kind: 'interrupted', act: 'template', subject: foreign },
      { kind: 'interrupted', act: 'channel', subject: foreign },
      { kind: 'interrupted', act: 'watch', subject: foreign },
      { kind: 'interrupted', act: 'unwatch', subject: foreign },
    ],
    'launch-not-stored': [{ kind: 'launch-not-stored' }],
    'launch-not-confirmed': [{ kind: 'launch-not-confirmed' }],
    'denial-without-reason': [{ kind: 'denial-without-reason' }],
    'denial-not-stored': [{ kind: 'denial-not-stored' }],
    'denial-not-confirmed': [{ kind: 'denial-not-confirmed' }],
    'template-not-stored': [{ kind: 'template-not-stored' }],
    'template-not-confirmed': [{ kind: 'template-not-confirmed' }],
    'nothing-to-watch': [{ kind: 'nothing-to-watch', displayName: foreign, state: foreign }],
    'job-gone-meanwhile': [{ kind: 'job-gone-meanwhile', id: foreign }],
    'takes-no-option': [
      { kind: 'takes-no-option', verb: 'list', option: 'dry-run' },
      { kind: 'takes-no-option', verb: 'cancel', option: 'dry-run', inReason: true },
    ],
    'command-too-long': [{ kind: 'command-too-long', most: 20_000 }],
    'quote-not-closed': [{ kind: 'quote-not-closed', at: quoted }],
    'no-such-command': [
      { kind: 'no-such-command', command, word: quoted },
      { kind: 'no-such-command', command, word: quoted, near: 'launch' },
    ],
    'help-takes-one': [{ kind: 'help-takes-one', command }],
    'takes-no-words': [{ kind: 'takes-no-words', verb: 'doctor', word: quoted }],
    'word-not-placed': [
      { kind: 'word-not-placed', word: quoted, rule: 'launch' },
      { kind: 'word-not-placed', word: quoted, rule: 'list' },
      { kind: 'word-not-placed', word: quoted, rule: 'top' },
      { kind: 'word-not-placed', word: quoted, rule: 'channel' },
      { kind: 'word-not-placed', word: quoted, rule: 'audit' },
      { kind: 'word-not-placed', word: quoted, rule: 'launch', near: foreign },
    ],
    'which-template-to-launch': [{ kind: 'which-template-to-launch', command }],
    'no-such-option': [
      { kind: 'no-such-option', typed: quoted },
      { kind: 'no-such-option', typed: quoted, near: 'max-time' },
    ],
    'dry-run-with-value': [{ kind: 'dry-run-with-value' }],
    'option-without-value': [{ kind: 'option-without-value', option: 'in', example: foreign }],
    'option-twice': [{ kind: 'option-twice', option: 'in' }],
    'target-unreadable': [{ kind: 'target-unreadable', typed: quoted }],
    'max-time-no-duration': [{ kind: 'max-time-no-duration', typed: quoted }],
    'max-cost-no-amount': [{ kind: 'max-cost-no-amount', typed: quoted }],
    'which-job': [
      { kind: 'which-job', command, verb: 'cancel' },
      { kind: 'which-job', command, verb: 'logs' },
      { kind: 'which-job', command, verb: 'rerun' },
      { kind: 'which-job', command, verb: 'status' },
    ],
    'status-takes-one': [{ kind: 'status-takes-one', word: quoted }],
    'logs-takes-one': [
      { kind: 'logs-takes-one', what: 'number of lines' },
      { kind: 'logs-takes-one', what: 'replica' },
    ],
    'lines-out-of-range': [{ kind: 'lines-out-of-range', most: 200, lines: 201 }],
    'logs-word-not-placed': [{ kind: 'logs-word-not-placed', word: quoted }],
    'mine-and-somebody-else': [
      { kind: 'mine-and-somebody-else' },
      { kind: 'mine-and-somebody-else', verb: 'cancel' },
    ],
    'list-label-impossible': [{ kind: 'list-label-impossible', typed: quoted }],
    'list-template-impossible': [{ kind: 'list-template-impossible', typed: quoted }],
    'list-filter-twice': [
      { kind: 'list-filter-twice', first: quoted, second: quoted },
      { kind: 'list-filter-twice', first: quoted, second: quoted, verb: 'cancel' },
    ],
    'no-such-filter': [
      { kind: 'no-such-filter', name: quoted },
      { kind: 'no-such-filter', name: quoted, near: 'label' },
    ],
    'person-not-chosen': [
      { kind: 'person-not-chosen', typed: quoted },
      { kind: 'person-not-chosen', typed: quoted, verb: 'audit' },
      { kind: 'person-not-chosen', typed: quoted, verb: 'cancel' },
    ],
    'audit-part-twice': [
      { kind: 'audit-part-twice', first: quoted, second: quoted, isJob: false },
      { kind: 'audit-part-twice', first: quoted, second: quoted, isJob: true },
    ],
    'period-unreadable': [{ kind: 'period-unreadable', typed: quoted }],
    'setting-twice': [
      { kind: 'setting-twice', setting: 'mode', typed: quoted },
      { kind: 'setting-twice', setting: 'digest', typed: quoted },
    ],
    'setting-without-value': [
      { kind: 'setting-without-value', setting: 'broadcast' },
      { kind: 'setting-without-value', setting: 'digest' },
    ],
    'broadcast-unreadable': [{ kind: 'broadcast-unreadable', typed: quoted }],
    'digest-unreadable': [{ kind: 'digest-unreadable', typed: quoted }],
    'which-watch': [{ kind: 'which-watch', command }],
    'job-named-with-more': [{ kind: 'job-named-with-more' }],
    'watch-name-empty': [{ kind: 'watch-name-empty' }],
    'watch-name-too-long': [{ kind: 'watch-name-too-long', most: 128 }],
    'watch-name-twice': [{ kind: 'watch-name-twice' }],
    'watch-word-not-placed': [
      { kind: 'watch-word-not-placed', command, verb: 'watch', word: quoted },
    ],
    'watch-label-impossible': [{ kind: 'watch-label-impossible', label: quoted }],
    'watch-label-twice': [{ kind: 'watch-label-twice', label: foreign }],
    'no-such-action': [
      { kind: 'no-such-action', command, word: quoted },
      { kind: 'no-such-action', command, word: quoted, near: 'history' },
    ],
    'template-word-missing': [
      { kind: 'template-word-missing', what: 'template', command, action: 'show' },
      { kind: 'template-word-missing', what: 'version', command, action: 'restore' },
      { kind: 'template-word-missing', what: 'older-version', command, action: 'history' },
      { kind: 'template-word-missing', what: 'job', command, action: 'save' },
    ],
    'template-word-surplus': [{ kind: 'template-word-surplus', action: 'edit', word: quoted }],
    'no-version-name': [
      { kind: 'no-version-name', typed: quoted },
      { kind: 'no-version-name', typed: quoted, usage: { command, action: 'show' } },
    ],
    'deletes-all-versions': [{ kind: 'deletes-all-versions', typed: quoted }],
    'template-name-impossible': [{ kind: 'template-name-impossible', name: quoted }],
    'account-deactivated': [{ kind: 'account-deactivated' }],
    'no-member': [
      { kind: 'no-member', who: 'guest' },
      { kind: 'no-member', who: 'bot' },
      { kind: 'no-member', who: 'outsider' },
    ],
    'no-permission': [
      { kind: 'no-permission', verb: 'cancel-any' },
      { kind: 'no-permission', verb: 'view' },
      { kind: 'no-permission', verb: 'launch' },
      { kind: 'no-permission', verb: 'cancel-own' },
      { kind: 'no-permission', verb: 'template' },
      { kind: 'no-permission', verb: 'launch-spec' },
      { kind: 'no-permission', verb: 'approve' },
      { kind: 'no-permission', verb: 'admin' },
    ],
    'template-gone': [
      { kind: 'template-gone', template: foreign, roles: ['lead'] },
      { kind: 'template-gone', template: foreign, roles: [] },
      { kind: 'template-gone', template: foreign },
    ],
    'nobodys-job': [{ kind: 'nobodys-job' }],
    'not-granted': [
      {
        kind: 'not-granted',
        verb: 'launch',
        factor: { kind: 'template', template: foreign },
        roles: ['leed'],
        unknown: ['leed'],
        unread: [],
      },
      { kind: 'not-granted', verb: 'launch', factor: { kind: 'grants' }, roles: [], unread: [] },
      {
        kind: 'not-granted',
        verb: 'launch',
        factor: { kind: 'channel', here: true },
        roles: ['operator'],
        unread: [],
      },
      {
        kind: 'not-granted',
        verb: 'cancel-any',
        factor: { kind: 'channel', here: false },
        roles: ['operator', 'lead'],
        unread: [{ group: 'S0MLOPS', why: foreign, passing: false }],
      },
      {
        kind: 'not-granted',
        verb: 'launch',
        factor: { kind: 'template', template: name },
        roles: ['members'],
        unread: [],
      },
      {
        kind: 'not-granted',
        verb: 'see-private',
        factor: { kind: 'private' },
        roles: ['operator', 'members', 'lead'],
        unread: [],
      },
      {
        kind: 'not-granted',
        verb: 'template',
        factor: { kind: 'grants' },
        roles: ['lead'],
        unread: [{ group: 'S0MLLEADS', why: 'missing_scope', passing: false }],
      },
    ],
    'template-not-here': [
      { kind: 'template-not-here', template: name, templates: ['serve-*', 'eval'] },
      { kind: 'template-not-here', template: name, templates: [] },
      { kind: 'template-not-here', templates: ['serve-*'] },
      {
        kind: 'template-not-here',
        template: name,
        templates: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      },
    ],
    'nobody-may': [{ kind: 'nobody-may' }],
    'person-not-found': [{ kind: 'person-not-found', why: foreign }],
    unanswered: [
      { kind: 'unanswered', act: 'launch', why: foreign },
      { kind: 'unanswered', act: 'cancel', why: foreign },
      { kind: 'unanswered', act: 'approve', why: foreign },
      { kind: 'unanswered', act: 'watch', why: foreign },
    ],
    'settled-meanwhile': [{ kind: 'settled-meanwhile' }],
    ...limitRefusalsOf(foreign),
    ...lockProblemsOf(foreign),
    'archived-here': [
      { kind: 'archived-here', act: 'launch' },
      { kind: 'archived-here', act: 'watch' },
    ],
    'not-invited': [{ kind: 'not-invited', act: 'watch', botName: foreign }],
    'conversation-hidden': [
      { kind: 'conversation-hidden', act: 'watch', lacks: foreign },
      { kind: 'conversation-hidden', act: 'launch' },
    ],
    'between-people': [{ kind: 'between-people', act: 'launch' }],
    ...approvalRefusalsOf(foreign),
    'not-watched-here': [
      {
        kind: 'not-watched-here',
        criterion: { kind: 'fit', labels: { team: foreign }, name: foreign },
      },
    ],
  };
  return Object.values(samples).flat();
}

/** Every kind of note. */
export function notesOf(handle: string): readonly Note[] {
  const samples: Sample<Note> = {
    'watch-answered-before': [{ kind: 'watch-answered-before' }],
    'watch-answered': [
      { kind: 'watch-answered', all: true },
      { kind: 'watch-answered', all: false },
    ],
    'watch-ended-before': [{ kind: 'watch-ended-before' }],
    'card-is-here': [{ kind: 'card-is-here', handle }],
    'no-log': [
      { kind: 'no-log', handle, pending: true },
      { kind: 'no-log', handle, pending: false },
    ],
    'reading-log': [{ kind: 'reading-log', handle }],
    'not-waiting': [{ kind: 'not-waiting', handle }],
    'vote-being-decided': [{ kind: 'vote-being-decided' }],
    'vote-refused-before': [{ kind: 'vote-refused-before' }],
    'cancelled-before': [{ kind: 'cancelled-before' }],
    'refused-before': [{ kind: 'refused-before' }],
    'settled-before': [{ kind: 'settled-before', handle }],
    extended: [
      { kind: 'extended', handle, ms: 3_600_000, leftMs: 7_200_000 },
      { kind: 'extended', handle, ms: 3_600_000, leftMs: 0 },
    ],
    'extended-before': [{ kind: 'extended-before', handle }],
    'nothing-to-extend': [
      { kind: 'nothing-to-extend', handle, hard: true },
      { kind: 'nothing-to-extend', handle, hard: false },
    ],
    'extend-too-early': [{ kind: 'extend-too-early', handle }],
    'extends-too-far': [
      { kind: 'extends-too-far', handle, leftMs: 3_600_000 },
      { kind: 'extends-too-far', handle, leftMs: 0 },
    ],
    'extend-which': [{ kind: 'extend-which', handle, displayName: handle }],
    'left-alone': [{ kind: 'left-alone', handle }],
    'being-decided': [{ kind: 'being-decided' }],
    'many-left': [{ kind: 'many-left' }],
    'edits-ignored': [{ kind: 'edits-ignored' }],
  };
  return Object.values(samples).flat();
}

/** Every kind of hint. */
export function hintsOf(foreign: string): readonly AnswerHint[] {
  const samples: Sample<AnswerHint> = {
    help: [
      { kind: 'help', inThread: true },
      { kind: 'help', inThread: false },
    ],
    'ways-to-name-a-job': [{ kind: 'ways-to-name-a-job' }],
    'list-of-watches': [{ kind: 'list-of-watches' }],
    'templates-there-are': [
      { kind: 'templates-there-are', names: [foreign] },
      { kind: 'templates-there-are', names: [] },
    ],
    'send-unchecked': [
      { kind: 'send-unchecked', from: 'answer' },
      { kind: 'send-unchecked', from: 'form' },
    ],
    'make-template': [{ kind: 'make-template', name: foreign }],
  };
  return Object.values(samples).flat();
}

/** Every kind of notice in the window of a template. */
export function noticesOf(foreign: string): readonly TemplateNotice[] {
  const samples: Sample<TemplateNotice> = {
    'secrets-redacted': [{ kind: 'secrets-redacted' }],
    'secrets-left-out': [{ kind: 'secrets-left-out', paths: [foreign] }],
    'fields-left-out': [{ kind: 'fields-left-out', paths: [foreign, foreign, foreign] }],
  };
  return Object.values<readonly TemplateNotice[]>(samples).flat();
}
