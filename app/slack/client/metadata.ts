/** Names our messages' metadata. It is visible to every member and app, so it carries an id and nothing else. */
export const metadataType = 'vertex_job_update';

/** What makes a message findable again: https://docs.slack.dev/messaging/message-metadata */
export function deliveryMetadata(deliveryId: string): {
  readonly event_type: string;
  readonly event_payload: { readonly delivery_id: string };
} {
  return { event_type: metadataType, event_payload: { delivery_id: deliveryId } };
}
