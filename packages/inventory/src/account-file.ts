import { z } from "zod";
import { Account, ServiceLocation } from "./account.ts";

/** A location as a file has it: without a place, that is resolved from the address. A stored place wins. */
const LocationInFile = ServiceLocation.omit({ resolution: true }).partial({ place: true });
export type LocationInFile = z.infer<typeof LocationInFile>;

/** An account as a file has it. */
export const AccountFile = Account.extend({ locations: z.array(LocationInFile).min(1) });
export type AccountFile = z.infer<typeof AccountFile>;
