export { type BadDebt, badDebtOf } from "./bad-debt.ts";
export { type RevenueRow, revenueSplit } from "./form-499.ts";
export { type FusfOfBill, fusfOfBill } from "./fusf-bills.ts";
export type { IssuedInvoice } from "./issued-invoice.ts";
export { type MonthlyAllowance, monthlyAllowances } from "./monthly-allowance.ts";
export { type Remittance, remittances911 } from "./remittance-911.ts";
export { type TaxReturnRow, type TaxReturns, taxReturns } from "./tax-returns.ts";
