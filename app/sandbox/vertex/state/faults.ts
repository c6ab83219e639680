// The faults that strike requests to Google's services.

import { z } from 'zod';
import {
  applyFault,
  replyInstead,
  type CallInProgress,
  type Outcome,
} from '../../http/apply-fault.ts';
import {
  commonFaults,
  createFaults,
  garbageFields,
  ruleFields,
  statusFields,
  type Faults,
} from '../../http/faults.ts';
import type { Reply } from '../../http/reply.ts';
import { isRegExp } from '../../shared/reg-exp.ts';
import { calls, type Call } from '../base/calls.ts';
import { statusOfHttp } from '../base/errors.ts';
import { jsonReply } from '../base/reply.ts';

const match = z
  .strictObject({
    call: z.union([z.enum(calls), z.array(z.enum(calls))]).optional(),
    /** Regular expression on path and query. */
    path: z.string().refine(isRegExp, 'not a regular expression').optional(),
    location: z.string().optional(),
    /** Part of the request's body. */
    body: z.string().optional(),
  })
  .default({});
const rule = ruleFields(match);

/** A fault rule, as POST /sandbox/faults takes it. */
export const faultSchema = z.discriminatedUnion('kind', [
  ...commonFaults(match),
  z.strictObject({ ...rule, ...statusFields, message: z.string().optional() }),
  z.strictObject({ ...rule, ...garbageFields }),
]);

type VertexFault = z.output<typeof faultSchema>;
type StruckRequest = {
  /** Undefined when the request makes no known call. */
  readonly call: Call | undefined;
  /** Including the query. */
  readonly path: string;
  readonly body: string;
};
export type VertexFaults = Faults<VertexFault, StruckRequest>;

/** An empty list of rules. */
export function createVertexFaults(): VertexFaults {
  return createFaults<VertexFault, StruckRequest>((wanted, { call, path, body }) => {
    const names = wanted.call === undefined ? undefined : [wanted.call].flat();
    return (
      (names === undefined || (call !== undefined && names.includes(call.name))) &&
      (wanted.path === undefined || new RegExp(wanted.path).test(path)) &&
      (wanted.location === undefined || wanted.location === call?.location) &&
      (wanted.body === undefined || body.includes(wanted.body))
    );
  });
}

/** Applies a fault to one request. Rejects when the server stops meanwhile. */
export async function applyVertexFault(fault: VertexFault, call: CallInProgress): Promise<Outcome> {
  if (fault.kind === 'status') return replyInstead(fault, call, statusReply(fault));
  if (fault.kind === 'garbage') {
    return replyInstead(fault, call, { ...jsonReply(200, null), body: '{"name": \u0000<oops' });
  }
  return applyFault(fault, call);
}

function statusReply(fault: VertexFault & { readonly kind: 'status' }): Reply {
  const {
    status,
    body,
    retryAfterSeconds,
    message = 'The service is currently unavailable.',
  } = fault;
  const retry = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const html = `<!DOCTYPE html>\n<html lang=en>\n  <title>Error ${status} (Server Error)!!1</title>\n  <p><b>${status}.</b> <ins>That's an error.</ins>\n`;
  const reply =
    body === 'json'
      ? jsonReply(status, { error: { code: status, message, status: statusOfHttp(status) } })
      : {
          status,
          headers: { 'content-type': 'text/html; charset=UTF-8' },
          body: body === 'html' ? html : '',
        };
  return { ...reply, headers: { ...reply.headers, ...retry } };
}
