import type { StreetAddress } from "../address/street-address.ts";
import type { BoundaryRow } from "./boundary-row.ts";

export type BoundaryMatch = {
  readonly method: "addressRange" | "zip4" | "zipOfStateFile";
  /** Those that hold the address; several where the file does not say which. */
  readonly rows: readonly BoundaryRow[];
};

type Asked = {
  readonly street: StreetAddress | null;
  readonly plus4: string | null;
  /** `20260401` */
  readonly day: string;
};

/**
 * The finest rows of a ZIP that hold an address: address range, then ZIP+4, then whole ZIP. Where only whole-ZIP rows are
 * left but finer ones exist, the address is in any of them.
 *
 * @param rows All rows of the address's ZIP.
 * @returns Null where no row is in force.
 */
export function matchBoundary(
  rows: readonly BoundaryRow[],
  { street, plus4, day }: Asked,
): BoundaryMatch | null {
  const inForce = rows.filter(({ from, until }) => from <= day && day <= until);
  const ranges =
    street === null
      ? []
      : finestUnits(
          inForce.filter((row) => holds(row, street)),
          street,
        );
  if (ranges.length > 0) return { method: "addressRange", rows: ranges };
  const extended = plus4 === null ? [] : inForce.filter((row) => holdsPlus4(row, plus4));
  if (extended.length > 0) return { method: "zip4", rows: extended };
  return inForce.length > 0 ? { method: "zipOfStateFile", rows: inForce } : null;
}

function holds(row: BoundaryRow, street: StreetAddress): boolean {
  if (row.kind !== "A" || street.kind !== "street" || street.number === null) return false;
  return (
    row.low <= street.number &&
    street.number <= row.high &&
    hasParity(street.number, row.parity) &&
    row.street === street.street &&
    row.suffix === street.suffix &&
    row.preDirection === street.preDirection &&
    row.postDirection === street.postDirection
  );
}

function hasParity(number: number, parity: string): boolean {
  return parity === "B" || (number % 2 === 0) === (parity === "E");
}

/** Rows of the unit go before rows of the whole building; rows of other units do not count. */
function finestUnits(rows: readonly BoundaryRow[], street: StreetAddress): readonly BoundaryRow[] {
  const ofUnits = rows.filter(({ unitLow }) => unitLow !== "");
  const ofUnit = ofUnits.filter((row) => holdsUnit(row, street));
  if (ofUnit.length > 0) return ofUnit;
  const whole = rows.filter(({ unitLow }) => unitLow === "");
  // Without a unit in the address, any unit of the building may be meant.
  return street.unitNumber === "" || whole.length === 0 ? rows : whole;
}

function holdsUnit(row: BoundaryRow, { unitNumber }: StreetAddress): boolean {
  if (unitNumber === "") return false;
  const [unit, low, high] = [unitNumber, row.unitLow, row.unitHigh].map((text) => Number(text));
  if (unit === undefined || low === undefined || high === undefined || Number.isNaN(unit + low + high))
    return row.unitLow <= unitNumber && unitNumber <= (row.unitHigh || row.unitLow);
  return low <= unit && unit <= high && hasParity(unit, row.unitParity);
}

function holdsPlus4(row: BoundaryRow, plus4: string): boolean {
  const ranged = row.kind === "4" && row.plus4Low !== "";
  return ranged && row.plus4Low <= plus4 && plus4 <= (row.plus4High || row.plus4Low);
}
