import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";

/**
 * How far the papers of an exemption are (SSUTA 317): a seller is relieved where it has a complete certificate within 90 days of
 * the sale, or within 120 days of a state's asking for one.
 */
export const CertificatePapers = z.strictObject({
  /** Of the file that is kept with `taxes certificates keep`. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits")
    .optional(),
  /** The day on which the complete certificate came. Absent: it has not come. */
  receivedOn: CivilDate.optional(),
  /** What it lacks: `signature`, `tax number`. */
  missing: z.array(z.string().min(1)).min(1).optional(),
  /** The day on which a state asked for it. */
  askedForOn: CivilDate.optional(),
  /** Of one that is certified each year, as a reseller's: the day of the last one. It exempts for twelve months. */
  certifiedOn: CivilDate.optional(),
});
export type CertificatePapers = z.infer<typeof CertificatePapers>;
