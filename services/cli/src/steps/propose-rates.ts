import { type CivilDate, civilDateIn, type Instant } from "@tollwright/calendar";
import { ok, type Result } from "@tollwright/problem";
import { type DeckHints, type DeckProposal, proposeDeck } from "@tollwright/rate-card";
import { areaCodes, type DeliveredRates, deliveredRates } from "./delivered-rates.ts";
import { rateCardsFolder } from "./rate-cards-folder.ts";

/** What a person says of a file of rates on the command line. */
export type SaidOfRates = {
  readonly file: string;
  readonly id: string | null;
  readonly effective: CivilDate | null;
  readonly delivery: "full" | "partial" | null;
  readonly currency: DeckHints["currency"];
  readonly kind: DeckHints["kind"];
  readonly lookupBy: DeckHints["lookupBy"];
  readonly increments: string | null;
  readonly ceiling: string | null;
  readonly sheet: string | null;
  readonly rateCards: string | undefined;
  readonly confirmed: boolean;
};

export type ProposedRates = {
  readonly id: string;
  readonly delivered: DeliveredRates;
  readonly proposal: DeckProposal;
};

/** Reads a file of rates and proposes its deck.yaml; nothing is written or loaded. */
export async function proposeRates(said: SaidOfRates, now: Instant): Promise<Result<ProposedRates>> {
  const delivered = await deliveredRates(said.file, said.sheet);
  if (!delivered.ok) return delivered;
  const { rows, csvName, delimiter, doubts } = delivered.value;
  const known = await areaCodes(rateCardsFolder(said.rateCards));
  const id = said.id ?? idOf(csvName);
  const proposed = proposeDeck(rows, {
    id,
    from: said.file.split("/").at(-1) ?? said.file,
    rowsName: csvName,
    delimiter,
    effectiveFrom: said.effective,
    delivery: said.delivery,
    currency: said.currency,
    kind: said.kind,
    lookupBy: said.lookupBy,
    increments: said.increments,
    rateCeilingPerMinute: said.ceiling,
    today: civilDateIn(now, "UTC"),
    isAreaCode: (npa) => known.size === 0 || known.has(npa),
    confirmed: said.confirmed,
    doubts,
  });
  return proposed.ok ? ok({ id, delivered: delivered.value, proposal: proposed.value }) : proposed;
}

/** @example `RatedeckScrubbingfile-copy.csv` is deck `ratedeckscrubbingfile-copy` */
function idOf(csvName: string): string {
  const id = csvName
    .replace(/\.csv$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  return id === "" ? "deck" : id;
}
