import { ok, type Result } from "@tollwright/problem";
import { assess } from "./assess.ts";
import type { AssessRequest } from "./schema/request.ts";
import type { Assessment } from "./tax-line.ts";

/** A street address as an outside engine wants it. */
export type DocumentAddress = {
  readonly lines: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
};

/** One invoice to be taxed. */
export type TaxDocument = {
  /** The invoice as the engine's reports name it; never used for two invoices. */
  readonly code: string;
  readonly account: string;
  readonly request: AssessRequest;
  /** By `location` of the charges. */
  readonly addresses: ReadonlyMap<string, DocumentAddress>;
  /** What it was issued with: an engine that comes to another total is not told to record it. Absent for a quote. */
  readonly issuedTaxes?: string;
};

/**
 * Who taxes the charges of a document: the engine of this house, or one outside. `quote` leaves nothing behind there; `commit`
 * makes the document reportable there, once, however often it is called.
 */
export type TaxEngine = {
  readonly name: string;
  /** What whoever uses it must know; null for the engine of this house. */
  readonly caution: string | null;
  quote(document: TaxDocument): Promise<Result<Assessment>>;
  commit(document: TaxDocument): Promise<Result<null>>;
};

/** The default: our own rules, of which our own returns report. */
export const ownTaxEngine: TaxEngine = {
  name: "tollwright.tax",
  caution: null,
  quote: ({ request }) => Promise.resolve(assess(request)),
  commit: () => Promise.resolve(ok(null)),
};
