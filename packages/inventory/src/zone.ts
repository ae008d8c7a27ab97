import { isZone } from "@tollwright/calendar";
import { z } from "zod";

/** Days of a legal entity or an account are days in this zone. */
export const Zone = z.string().refine(isZone, "a name of the time zone database, such as America/Chicago");
