/** Whether a text is a regular expression. */
export function isRegExp(text: string): boolean {
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
}
