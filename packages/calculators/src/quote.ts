import { canonicalInvoice, explainInvoice, QuoteRequest, quoteFromRequest } from "@tollwright/invoice";
import { ok } from "@tollwright/problem";
import type { Calculator } from "./calculator.ts";

/** A sample invoice over assumed facts, by the engine that bills. */
export const quoteCalculator: Calculator = {
  schema: QuoteRequest,
  usesLoaded: () => true,
  run(request, loaded) {
    const quoted = loaded === null ? quoteFromRequest(request) : quoteFromRequest(request, loaded);
    if (!quoted.ok) return quoted;
    const result: unknown = JSON.parse(canonicalInvoice(quoted.value));
    return ok({ result, explanation: explainInvoice(quoted.value) });
  },
};
