/**
 * The event type of the bot's message metadata. Every member and app can see it, so it contains
 * only an id.
 */
export const metadataType = 'vertex_job_update';

/** Metadata that makes a message findable: https://docs.slack.dev/messaging/message-metadata */
export function deliveryMetadata(deliveryId: string): {
  readonly event_type: string;
  readonly event_payload: { readonly delivery_id: string };
} {
  return { event_type: metadataType, event_payload: { delivery_id: deliveryId } };
}
