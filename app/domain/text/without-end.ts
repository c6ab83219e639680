/**
 * Removes these characters from the end of a text, such as a full stop before a sentence goes on.
 */
export function withoutEnd(text: string, characters = '.'): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
