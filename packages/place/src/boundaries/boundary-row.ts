/** A district of a boundary row: which code list it is from, its code, and its kind there. */
export type BoundaryDistrict = { readonly source: string; readonly code: string; readonly type: string };

/**
 * One row of a state's boundary file, whichever layout it came in. Dates are `20260401`, both ends belong to it; codes are
 * empty where the row has none.
 */
export type BoundaryRow = {
  /** `A` an address range, `4` a ZIP+4 range, `Z` whole ZIPs. */
  readonly kind: "A" | "4" | "Z";
  readonly from: string;
  readonly until: string;
  readonly low: number;
  readonly high: number;
  /** `O`, `E` or `B`. */
  readonly parity: string;
  readonly preDirection: string;
  readonly street: string;
  readonly suffix: string;
  readonly postDirection: string;
  readonly unit: string;
  readonly unitLow: string;
  readonly unitHigh: string;
  readonly unitParity: string;
  readonly zipLow: string;
  readonly zipHigh: string;
  readonly plus4Low: string;
  readonly plus4High: string;
  /** Two digits. */
  readonly state: string;
  /** Three digits. */
  readonly county: string;
  /** Five digits. */
  readonly place: string;
  readonly districts: readonly BoundaryDistrict[];
  /** Which family of keys its districts get. */
  readonly layout: "sst" | "mtsa";
};

/** One line of our own store, its fields in the order in which `boundaryRowOf` takes them. */
export function boundaryLine(row: BoundaryRow): string {
  const { kind, layout, low, high, parity, from, until, unit, unitLow, unitHigh, unitParity } = row;
  const { preDirection, street, suffix, postDirection, zipLow, zipHigh, plus4Low, plus4High } = row;
  const districts = row.districts.map(({ source, code, type }) => `${source}:${code}:${type}`).join("|");
  return [
    ...[kind, layout, from, until, low, high, parity, preDirection, street, suffix, postDirection],
    ...[unit, unitLow, unitHigh, unitParity, zipLow, zipHigh, plus4Low, plus4High],
    ...[row.state, row.county, row.place, districts],
  ].join("\t");
}

/** What `boundaryLine` wrote. Written out, for a look-up reads some hundreds of rows. */
export function boundaryRowOf(line: string): BoundaryRow {
  const cells = line.split("\t");
  const [kind, layout] = cells;
  return {
    kind: kind === "A" || kind === "4" ? kind : "Z",
    layout: layout === "mtsa" ? "mtsa" : "sst",
    from: cells[2] ?? "",
    until: cells[3] ?? "",
    low: Number(cells[4]),
    high: Number(cells[5]),
    parity: cells[6] ?? "",
    preDirection: cells[7] ?? "",
    street: cells[8] ?? "",
    suffix: cells[9] ?? "",
    postDirection: cells[10] ?? "",
    unit: cells[11] ?? "",
    unitLow: cells[12] ?? "",
    unitHigh: cells[13] ?? "",
    unitParity: cells[14] ?? "",
    zipLow: cells[15] ?? "",
    zipHigh: cells[16] ?? "",
    plus4Low: cells[17] ?? "",
    plus4High: cells[18] ?? "",
    state: cells[19] ?? "",
    county: cells[20] ?? "",
    place: cells[21] ?? "",
    districts: districtsOf(cells[22] ?? ""),
  };
}

function districtsOf(text: string): readonly BoundaryDistrict[] {
  if (text === "") return [];
  return text.split("|").map((each) => {
    const [source = "", code = "", type = ""] = each.split(":");
    return { source, code, type };
  });
}
