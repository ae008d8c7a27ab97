import { z } from "zod";

/** What the administrator says a three-digit code is for; `_reserved` kinds are set aside and not open. */
const AreaCodeKind = z.enum([
  "geographic",
  "us_territory",
  "caribbean",
  "toll_free",
  "toll_free_reserved",
  "premium",
  "personal",
  "personal_reserved",
  "carrier_services",
  "us_government",
  "canada_nongeographic",
  "canada_nongeographic_reserved",
  "n11",
  "special",
]);

export const AreaCode = z.object({
  npa: z.string().regex(/^[2-9]\d\d$/, "three digits, the first from 2 to 9"),
  /** Two letters; `NANP` for a code that belongs to no single country. */
  country: z.string().regex(/^([A-Z]{2}|NANP)$/, "two letters, or NANP"),
  /** US state, Canadian province, or the name of an island country; empty for codes without a place. */
  region: z.string(),
  kind: AreaCodeKind,
});
export type AreaCode = z.infer<typeof AreaCode>;
