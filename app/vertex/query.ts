/** A query as it is sent. URLSearchParams writes spaces as `+`, which not every server reads as a space. */
export function writeQuery(query: URLSearchParams): string {
  return query.toString().replaceAll('+', '%20');
}
