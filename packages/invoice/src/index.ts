export { type ActualShares, assessRequestFor } from "./assess-request.ts";
export type { BilledSite } from "./billed-site.ts";
export { canonicalInvoice, contentHash, contentOf, invoiceHash, withNumber } from "./canonical-invoice.ts";
export { type CertificateState, certificateReport } from "./certificate-report.ts";
export { chargeOfInvoice } from "./charge-of-invoice.ts";
export { type ComposeInput, composeInvoice } from "./compose-invoice.ts";
export type { CorrectedPeriod } from "./corrections/corrected-period.ts";
export { type CorrectedMonth, correctionSummary } from "./corrections/correction-summary.ts";
export { type CorrectionTaxes, correctionTaxes, reversalTaxes } from "./corrections/correction-taxes.ts";
export { withCorrections } from "./corrections/with-corrections.ts";
export { type ExplainedCharge, explainCharge } from "./explain-charge.ts";
export { explainInvoice } from "./explain-invoice.ts";
export { type FusfCap, fusfCaps } from "./fusf-cap.ts";
export type {
  Invoice,
  InvoiceAddress,
  InvoiceCharge,
  InvoicePool,
  InvoiceSite,
  InvoiceTax,
  InvoiceTotals,
  ItemisedCall,
  NotTaxed,
  TaxSection,
  UsageSummaryRow,
} from "./invoice.ts";
export { type ItemisationCheck, itemisationCheck } from "./itemisation-check.ts";
export { itemisedCall } from "./itemised-call.ts";
export { makeQuote, type QuoteInput } from "./quote/make-quote.ts";
export { QuoteRequest, type QuoteSupplies, quoteFromRequest } from "./quote/quote-request.ts";
export { SampleQuote } from "./quote/sample-quote.ts";
export { readInvoice } from "./read-invoice.ts";
export { type RetaxedInvoice, type RetaxedLevy, retaxInvoice, retaxTotals } from "./retax-invoice.ts";
export { actualClasses } from "./tax-seller.ts";
export { type TaxFault, type VerifiedTaxes, verifyTaxes } from "./verify-taxes.ts";
