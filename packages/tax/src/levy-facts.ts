import { jurisdictionLabel, levelOf } from "./jurisdiction.ts";
import type { Levy } from "./schema/levy.ts";
import type { TaxRecord } from "./tax-record.ts";
import { versionOf } from "./version-of.ts";

/** What a record says of its levy itself, whatever the charge. */
export type LevyInRecord = Pick<
  TaxRecord,
  | "engine"
  | "levy"
  | "version"
  | "name"
  | "kind"
  | "family"
  | "authority"
  | "statute"
  | "ledgerAccount"
  | "overlaidBy"
  | "jurisdiction"
  | "datedBy"
  | "passThrough"
  | "reportable"
>;

/** What records and lines say of it. */
type LevyFacts = {
  readonly record: LevyInRecord;
  readonly label: string;
  readonly level: string;
};

const known = new WeakMap<Levy, LevyFacts>();

/** Made once a levy: a run asks for them with every line. */
export function levyFacts(levy: Levy): LevyFacts {
  const found = known.get(levy) ?? factsOf(levy);
  known.set(levy, found);
  return found;
}

function factsOf(levy: Levy): LevyFacts {
  return {
    record: {
      engine: "tollwright.tax/1",
      levy: levy.id,
      version: versionOf(levy),
      name: levy.name ?? levy.id,
      kind: levy.kind,
      family: levy.family ?? null,
      authority: authorityOf(levy),
      statute: levy.statute ?? null,
      ledgerAccount: levy.ledgerAccount ?? null,
      ...(levy.overlaidBy ? { overlaidBy: levy.overlaidBy } : {}),
      jurisdiction: levy.jurisdiction ?? null,
      datedBy: levy.datedBy ?? "billDate",
      passThrough: levy.passThrough ?? "required",
      reportable: levy.kind !== "sellerFee",
    },
    label: jurisdictionLabel(levy.jurisdiction),
    level: levelOf(levy.jurisdiction),
  };
}

/** Who is owed: the group of rounding level `jurisdiction`. Without a word, the jurisdiction itself. */
export function authorityOf(levy: Levy): string {
  if (levy.authority) return levy.authority;
  return levy.jurisdiction ? `${levelOf(levy.jurisdiction)} ${jurisdictionLabel(levy.jurisdiction)}` : "";
}
