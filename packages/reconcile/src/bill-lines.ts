import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";

/** Headings of a vendor's bill, or `#4` for its fourth column. */
export type BillHeadings = {
  readonly charge: string;
  readonly ratePerMinute?: string | undefined;
  readonly billedSeconds?: string | undefined;
};

/** What a line of the bill asks for; decimal text. */
export type BillLine = {
  readonly charge: string;
  readonly ratePerMinute: string | null;
  readonly billedSeconds: number | null;
};

export type BillReader = {
  readonly read: (line: string) => Result<BillLine>;
};

/**
 * Reads the amounts of a bill's lines; the calls themselves are read by the format's own reader.
 *
 * @param headingLine The file's first line.
 * @returns BILL_COLUMN_MISSING for a heading that it does not have.
 * @example heading `Id,Secs,Amount` with `charge: Amount`: the line `7,66,$0.0066` asks for 0.0066.
 */
export function billReader(
  headingLine: string,
  separator: string,
  headings: BillHeadings,
): Result<BillReader> {
  const names = cellsOf(headingLine.replace(/^\uFEFF/, ""), separator).map((name) => name.trim());
  const missing: Problem[] = [];
  const columnOf = (heading: string | undefined): number | null => {
    if (heading === undefined) return null;
    const index = /^#[1-9]\d*$/.test(heading) ? Number(heading.slice(1)) - 1 : names.indexOf(heading);
    if (index < 0 || index >= names.length) missing.push(columnMissing(heading, names));
    return index;
  };
  const charge = columnOf(headings.charge);
  const rate = columnOf(headings.ratePerMinute);
  const seconds = columnOf(headings.billedSeconds);
  if (missing.length > 0) return fail(...missing);
  return ok({
    read: (line) => {
      const cells = cellsOf(line, separator);
      const text = (column: number | null): string | null =>
        column === null ? null : amountText(cells[column] ?? "");
      const found = { charge: text(charge), ratePerMinute: text(rate), billedSeconds: text(seconds) };
      if (!isAmount(found.charge) || (rate !== null && !isAmount(found.ratePerMinute)))
        return fail(unreadable(line));
      if (seconds !== null && !/^\d{1,9}$/.test(found.billedSeconds ?? "")) return fail(unreadable(line));
      return ok({
        charge: found.charge,
        ratePerMinute: found.ratePerMinute,
        billedSeconds: seconds === null ? null : Number(found.billedSeconds),
      });
    },
  });
}

/** Currency signs, spaces and separators of thousands are how a sum is shown, not what it is. */
function amountText(cell: string): string {
  return cell.replace(/[$€£,\s]/g, "").replace(/^\((.+)\)$/, "-$1");
}

function isAmount(text: string | null): text is string {
  return text !== null && /^-?\d+(\.\d+)?$/.test(text);
}

/** A quote is doubled inside quotes. */
function cellsOf(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? "";
    if (character === '"') {
      if (quoted && line[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = !quoted;
    } else if (character === separator && !quoted) {
      cells.push(cell);
      cell = "";
    } else if (character !== "\r" && character !== "\n") cell += character;
  }
  return [...cells, cell];
}

function columnMissing(heading: string, names: readonly string[]): Problem {
  const message = `the bill has no column ${heading}; it has ${names.join(", ")}`;
  return problem({ code: "BILL_COLUMN_MISSING", message });
}

function unreadable(line: string): Problem {
  const LONGEST = 200;
  return problem({ code: "BILL_AMOUNT", message: `an amount cannot be read in: ${line.slice(0, LONGEST)}` });
}
