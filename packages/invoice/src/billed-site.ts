import type { Charge } from "@tollwright/billing";
import type { Account } from "@tollwright/inventory";

/** An account whose charges are a section of one invoice: the payer itself, or a site billed to it. */
export type BilledSite = { readonly account: Account; readonly charges: readonly Charge[] };
