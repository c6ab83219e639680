/** Labels that Vertex AI Pipelines sets on what its runs create. */
const pipelineLabels = ['vertex-ai-pipelines-run-billing-id', 'vertex-ai-pipelines-run-id'];

/** The pipeline run in a job's labels. Shown but never trusted: anyone can copy a label. */
export function pipelineOf(labels: Readonly<Record<string, string>> | undefined) {
  return pipelineLabels.map((key) => labels?.[key]).find((value) => value !== undefined);
}
