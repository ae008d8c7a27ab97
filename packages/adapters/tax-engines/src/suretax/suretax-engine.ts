import type { SureTaxChoice } from "@tollwright/inventory";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { TaxDocument, TaxEngine } from "@tollwright/tax";
import { asIssued } from "../as-issued.ts";
import type { EngineJournal } from "../journal.ts";
import { type Line, post } from "../post.ts";
import { UNPROVEN } from "../unproven.ts";
import { sureTaxAnswer } from "./suretax-answer.ts";
import { type SureTaxLogin, sureTaxRequest } from "./suretax-request.ts";

const NAME = "suretax";

/**
 * CCH SureTax. What records a document has no key by which the vendor would know it again, so it is sent once: where its answer
 * is lost, a person looks it up by its tracking text, and nothing is sent again.
 */
export function sureTaxEngine(facts: {
  readonly choice: SureTaxChoice;
  readonly login: SureTaxLogin;
  readonly journal: EngineJournal;
  readonly wait: Line["wait"];
}): TaxEngine {
  const { choice, login, journal } = facts;
  const { timeoutSeconds, attempts } = choice;
  const line: Line = { engine: NAME, timeoutSeconds, attempts, wait: facts.wait };
  const calculate = async (document: TaxDocument, purpose: "quote" | "record") => {
    const request = sureTaxRequest(document, { choice, login, purpose });
    if (!request.ok) return request;
    if (purpose === "record") await journal.keep(document.code, { number: 1, state: "sent" });
    const posting = {
      url: choice.url,
      headers: { "content-type": "application/json" },
      body: request.value.body,
    };
    const answered = await post(line, { ...posting, isRepeatable: purpose === "quote" });
    if (!answered.ok) return answered;
    return sureTaxAnswer(answered.value, request.value, {
      choice,
      billDate: document.request.billDate ?? null,
    });
  };
  return {
    name: NAME,
    caution: UNPROVEN,
    quote: (document) => calculate(document, "quote"),
    commit: async (document): Promise<Result<null>> => {
      const [known] = await journal.attempts(document.code);
      if (known?.state === "committed") return ok(null);
      if (known?.state === "sent") return fail(lookUp(document));
      // What is recorded cannot be compared first, so it is quoted first.
      const quoted = document.issuedTaxes === undefined ? null : await calculate(document, "quote");
      const same = quoted?.ok ? asIssued(NAME, document, quoted.value) : quoted;
      if (same !== null && !same.ok) return same;
      const recorded = await calculate(document, "record");
      if (!recorded.ok) {
        // Refused is not recorded: it may be sent again once the reason is gone.
        const isRefused = recorded.problems.every(({ code }) => code === "TAX_ENGINE_REFUSED");
        if (isRefused) await journal.keep(document.code, { number: 1, state: "withdrawn" });
        return recorded;
      }
      await journal.keep(document.code, { number: 1, state: "committed" });
      return ok(null);
    },
  };
}

function lookUp({ code }: TaxDocument) {
  return problem({
    code: "TAX_ENGINE_UNCERTAIN",
    message: `${NAME} was told to record ${code} before, and whether it did is not known`,
  });
}
