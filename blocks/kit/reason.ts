import { withoutEnd } from '../../app/domain/text/without-end.ts';
import { quote, type Part } from './rich.ts';

/** Foreign text inside a sentence: shortened, without its full stop. `most`: in characters. */
export function quoteReason(text: string, most = 300): Part {
  return quote(withoutEnd(text), most);
}
