/** A text without what it ends with of these characters: a full stop before the sentence goes on. */
export function withoutEnd(text: string, characters = '.'): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
