import type { Problem } from "@tollwright/problem";
import { type Exchange, readExchanges } from "./exchange-rows.ts";
import type { NumberingTable } from "./numbering-table.ts";
import { internedTexts, packedExchanges } from "./packed-exchanges.ts";

export type ExchangeTable = {
  readonly size: number;
  /**
   * The block of a North American number, else its exchange, as in force on a day; null where the table has neither.
   *
   * @param e164 Digits with the leading 1.
   */
  readonly find: (e164: string, day: string | null) => Exchange | null;
};

/**
 * Tables of exchanges that an operator bought or fetched, asked by binary search: half a million rows are ready in about a
 * second, and a number is found in two searches.
 *
 * @returns The table of all whole rows, and a Problem for each that is broken or says otherwise than another of the same prefix and day.
 */
export function compileExchangeTable(tables: readonly NumberingTable[]): {
  readonly exchanges: ExchangeTable;
  readonly problems: readonly Problem[];
} {
  const texts = internedTexts();
  const [exchanges, blocks] = [packedExchanges(texts), packedExchanges(texts)];
  let size = 0;
  const accept = (row: Exchange): void => {
    size += 1;
    (row.prefix.length === EXCHANGE_DIGITS ? exchanges : blocks).add(row);
  };
  const broken = tables.flatMap((table) => readExchanges(table, accept));
  const files = tables.map(({ file }) => file).join(", ");
  const twice = [...exchanges.contradictions(), ...blocks.contradictions()];
  return {
    exchanges: {
      size,
      find: (e164, day) =>
        blocks.inForceAt(e164.slice(1, 2 + EXCHANGE_DIGITS), day) ??
        exchanges.inForceAt(e164.slice(1, 1 + EXCHANGE_DIGITS), day),
    },
    problems: [...broken, ...twice.map((row) => contradiction(files, row))],
  };
}

const EXCHANGE_DIGITS = 6;

function contradiction(file: string, { prefix, from }: Exchange): Problem {
  return {
    code: "NUMBERING_ROW_BROKEN",
    message: `exchange ${prefix} stands twice from ${from ?? "ever"} on, with two places`,
    file,
    wayOut: "Remove one of the two rows, or date the later one.",
  };
}
