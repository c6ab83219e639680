/** Set by Vertex AI Pipelines on what its runs make. */
const pipelineLabels = ['vertex-ai-pipelines-run-billing-id', 'vertex-ai-pipelines-run-id'];

/** The pipeline run that a job's labels name: to be told, never to be trusted. Anyone can copy a label. */
export function pipelineOf(labels: Readonly<Record<string, string>> | undefined) {
  return pipelineLabels.map((key) => labels?.[key]).find((value) => value !== undefined);
}
