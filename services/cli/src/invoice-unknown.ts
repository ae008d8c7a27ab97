import { type Problem, problem } from "@tollwright/problem";

export function invoiceUnknown(number: string): Problem {
  return problem({ code: "INVOICE_UNKNOWN", message: `no invoice ${number} is issued` });
}
