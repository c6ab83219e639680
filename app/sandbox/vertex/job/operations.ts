import { compact, type JsonObject } from '../../shared/json.ts';
import { formatTime } from '../base/times.ts';
import { placeName, type Place } from './job-record.ts';

export type Operation = {
  readonly id: string;
  readonly place: Place;
  readonly jobId: string;
  readonly createdMs: number;
  readonly doneMs: number;
};

/** The long-running operation of a delete, as the API shows it at `nowMs`. */
export function viewOperation(operation: Operation, nowMs: number): JsonObject {
  const done = operation.doneMs <= nowMs;
  return compact({
    name: `${placeName(operation.place)}/operations/${operation.id}`,
    metadata: {
      '@type': 'type.googleapis.com/google.cloud.aiplatform.v1beta1.DeleteOperationMetadata',
      genericMetadata: {
        createTime: formatTime(operation.createdMs),
        updateTime: formatTime(done ? operation.doneMs : operation.createdMs),
      },
    },
    done: done ? true : undefined,
    response: done ? { '@type': 'type.googleapis.com/google.protobuf.Empty' } : undefined,
  });
}
