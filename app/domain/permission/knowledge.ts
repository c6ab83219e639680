/**
 * How fresh the facts about the person must be. `lately`: five minutes. `now`: one minute; else
 * Slack is asked, and without an answer the decision is no. `now-if-possible`: the same, but
 * without an answer, older facts count.
 */
export type Knowledge = 'lately' | 'now' | 'now-if-possible';
