export type {
  Invoice,
  InvoiceAddress,
  InvoiceCharge,
  InvoiceSite,
  InvoiceTax,
  InvoiceTotals,
  ItemisedCall,
  NotTaxed,
  TaxSection,
  UsageSummaryRow,
} from "./invoice.ts";
