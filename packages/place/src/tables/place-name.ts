/** Legal and statistical words that the Census Bureau writes behind a place's name, in small letters. */
const SUFFIX =
  / (city and borough|consolidated government|metropolitan government|metro government|unified government|urban county|city|town|village|borough|municipality|corporation)?( ?\(balance\))?$/;

/**
 * A place's name without its legal suffix.
 *
 * @example `Chicago city` → Chicago; `Indianapolis city (balance)` → Indianapolis; `Carson City` stays
 */
export function placeNameOf(name: string): string {
  const short = name.replace(SUFFIX, "").trim();
  return short === "" ? name : short;
}
