import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";

export const Id = z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes");
/** E.164 digits without the plus sign: `13125550142`. */
export const Number164 = z.string().regex(/^\d{7,15}$/, "E.164 digits without the plus sign");
/** Half-open days in the account's zone; `until: null` means still in force. */
export const dated = { from: CivilDate, until: CivilDate.nullable().default(null) };
