import { CivilDate } from "@tollwright/calendar";
import type { DeckDescription } from "./deck.ts";

type Format = DeckDescription["dates"];

const SHAPES = {
  "YYYY-MM-DD": { shape: /^(\d{4})-(\d\d)-(\d\d)$/, order: [1, 2, 3] },
  "M/D/YYYY": { shape: /^(\d\d?)\/(\d\d?)\/(\d{4})$/, order: [3, 1, 2] },
  "M/D/YY": { shape: /^(\d\d?)\/(\d\d?)\/(\d\d)$/, order: [3, 1, 2] },
  "D/M/YYYY": { shape: /^(\d\d?)\/(\d\d?)\/(\d{4})$/, order: [3, 2, 1] },
  "D.M.YYYY": { shape: /^(\d\d?)\.(\d\d?)\.(\d{4})$/, order: [3, 2, 1] },
} as const satisfies Record<Format, { readonly shape: RegExp; readonly order: readonly number[] }>;

/** A day as the deck writes it, or null. @example `3/31/25` as M/D/YY is 2025-03-31. */
export function readDeckDate(text: string, format: Format): CivilDate | null {
  const { shape, order } = SHAPES[format];
  const parts = shape.exec(text);
  if (parts === null) return null;
  const [year = "", month = "", day = ""] = order.map((index) => parts[index]);
  const iso = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const checked = CivilDate.safeParse(iso);
  return checked.success ? checked.data : null;
}
