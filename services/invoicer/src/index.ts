export { allocationOfCall, billedPrices } from "./allocation-of-call.ts";
export { type ClosedPeriod, closePeriod } from "./close.ts";
export { closeInThreads } from "./close-in-threads.ts";
export type { ClosedDraft } from "./close-range.ts";
export { type CommittedTaxes, commitTaxes } from "./commit-taxes.ts";
export { type Company, companyOf } from "./company.ts";
export {
  DOCUMENT_KINDS,
  type DocumentKind,
  documentsOfInvoice,
  type InvoiceDocument,
} from "./documents-of-invoice.ts";
export { approve, draftsOf, issue, runOf } from "./issue.ts";
export { type RetaxedStored, retaxRun } from "./retax.ts";
export { type ElectedShares, shareHistory } from "./share-history.ts";
