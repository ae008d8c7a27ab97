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

const TEXTS = [
  "from",
  "until",
  "parity",
  "preDirection",
  "street",
  "suffix",
  "postDirection",
  "unit",
  "unitLow",
  "unitHigh",
  "unitParity",
  "zipLow",
  "zipHigh",
  "plus4Low",
  "plus4High",
  "state",
  "county",
  "place",
] as const satisfies readonly (keyof BoundaryRow)[];

/** One line of our own store. */
export function boundaryLine(row: BoundaryRow): string {
  const districts = row.districts.map(({ source, code, type }) => `${source}:${code}:${type}`).join("|");
  return [row.kind, row.layout, row.low, row.high, ...TEXTS.map((name) => row[name]), districts].join("\t");
}

/** What `boundaryLine` wrote. */
export function boundaryRowOf(line: string): BoundaryRow {
  const [kind = "Z", layout = "sst", low = "0", high = "0", ...rest] = line.split("\t");
  const texts = Object.fromEntries(TEXTS.map((name, at) => [name, rest[at] ?? ""])) as Record<
    (typeof TEXTS)[number],
    string
  >;
  const districts = (rest[TEXTS.length] ?? "").split("|").filter((each) => each !== "");
  return {
    kind: kind === "A" || kind === "4" ? kind : "Z",
    layout: layout === "mtsa" ? "mtsa" : "sst",
    low: Number(low),
    high: Number(high),
    ...texts,
    districts: districts.map((each) => {
      const [source = "", code = "", type = ""] = each.split(":");
      return { source, code, type };
    }),
  };
}
