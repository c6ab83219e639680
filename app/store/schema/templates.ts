export type TemplateVersionTable = {
  name: string;
  version: string;
  origin: string;
  /** JSON of the tree that a file would contain. */
  tree: string;
  first_used_at: number;
};

/** The history of templates kept in Slack. */
export type TemplateSaveTable = {
  name: string;
  number: number;
  action: string;
  text: string;
  author: string;
  saved_at: number;
  note: string | null;
  restored: number | null;
  request_key: string;
};
