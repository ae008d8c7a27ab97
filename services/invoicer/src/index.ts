export { allocationOfCall } from "./allocation-of-call.ts";
export { type ClosedDraft, type ClosedPeriod, closePeriod } from "./close.ts";
export { type Company, companyOf } from "./company.ts";
export {
  DOCUMENT_KINDS,
  type DocumentKind,
  documentsOfInvoice,
  type InvoiceDocument,
} from "./documents-of-invoice.ts";
export { approve, draftsOf, issue, runOf } from "./issue.ts";
