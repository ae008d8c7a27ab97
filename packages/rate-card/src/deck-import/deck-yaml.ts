import { stringify } from "@tollwright/yaml";
import type { DeckDescription } from "../deck-description.ts";
import type { DeckTerms } from "./guess-terms.ts";

/** A deck.yaml in the making: what is usual is left out. */
export type DeckValues = Pick<
  DeckDescription,
  | "id"
  | "description"
  | "kind"
  | "currency"
  | "effectiveFrom"
  | "delivery"
  | "zone"
  | "lookupBy"
  | "rows"
  | "delimiter"
  | "headingRows"
  | "footerRows"
  | "rateCeilingPerMinute"
  | "confirmed"
> &
  DeckTerms & {
    readonly columns: Readonly<Record<string, string | readonly string[]>>;
    readonly initialSeconds: number;
    readonly incrementSeconds: number;
  };

/** The text of deck.yaml, with every doubt as a comment above it. */
export function deckYaml(values: DeckValues, doubts: readonly string[]): string {
  const { initialSeconds, incrementSeconds, confirmed, columns, lookupBy, delimiter, footerRows, ...rest } =
    values;
  const deck = {
    ...(confirmed ? {} : { confirmed }),
    ...rest,
    ...(lookupBy === "dialed" ? {} : { lookupBy }),
    ...(delimiter === "," ? {} : { delimiter }),
    ...(footerRows === 0 ? {} : { footerRows }),
    columns,
    defaults: { initialSeconds, incrementSeconds },
    rounding: { mode: "halfUp", places: 6 },
  };
  const comments = doubts.map((doubt) => `# - ${doubt.replace(/\s+/g, " ")}\n`);
  const head =
    doubts.length === 0
      ? "# Proposed by `tollwright rates import`; no doubts.\n"
      : `# Proposed by \`tollwright rates import\`. Doubts to look at:\n${comments.join("")}`;
  // Dates stay text for our reader; every figure with a fraction is in quotes already.
  return head + stringify(deck, { lineWidth: 0, version: "1.2", schema: "core" });
}
