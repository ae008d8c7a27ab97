export type DelimitedOptions = {
  /** One ASCII character: `,` `;` `|` or a tab. */
  readonly separator: string;
  /** The character that a quoted cell begins with; null where quotes mean nothing. */
  readonly quote: '"' | "'" | null;
  /**
   * How a separator or quote inside a cell is written. `doubledQuote`: RFC 4180 · `backslash`: `\,` `\"` `\\`, in quotes or
   * without · `none`: not at all, the value is pasted between quotes. A quote then closes its cell only where a separator or
   * the line end follows, and a cell holds no line ends.
   */
  readonly escape: "doubledQuote" | "backslash" | "none";
  /** A character that the switch writes before each line end, such as `;`. It is no cell. */
  readonly recordEnd?: string;
  /** A cell that goes on behind its closing quote, `"Ann" <114>`, is taken as it stands; otherwise its line is broken. */
  readonly looseQuotes?: boolean;
  /** Whether a record with line ends inside its quotes has the right number of cells: if not, its first line alone is broken. */
  readonly fits?: (cellCount: number) => boolean;
  /** So many records at the top are passed over. */
  readonly skipHeading?: number;
};
