import type { AvalaraChoice } from "@tollwright/inventory";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { Assessment, TaxDocument, TaxEngine } from "@tollwright/tax";
import { z } from "zod";
import { asIssued } from "../as-issued.ts";
import type { EngineJournal } from "../journal.ts";
import { type Line, post } from "../post.ts";
import { readAnswer } from "../read-answer.ts";
import { UNPROVEN } from "../unproven.ts";
import { avalaraAnswer } from "./avalara-answer.ts";
import { avalaraRequest } from "./avalara-request.ts";

const NAME = "avalara.afc/2";
const Committed = z.looseObject({ err: z.array(z.unknown()).nullish() });

export type AvalaraLogin = { readonly user: string; readonly password: string };

/**
 * Avalara for Communications, REST v2. A document is sent under a code of its own for each attempt, is not reportable until a
 * step of its own commits one of them, and that step may be repeated: an attempt whose answer was lost is never committed.
 */
export function avalaraEngine(facts: {
  readonly choice: AvalaraChoice;
  readonly login: AvalaraLogin;
  readonly journal: EngineJournal;
  readonly wait: Line["wait"];
}): TaxEngine {
  const { choice } = facts;
  const { timeoutSeconds, attempts } = choice;
  const line: Line = { engine: NAME, timeoutSeconds, attempts, wait: facts.wait };
  const send = (path: string, body: string, isRepeatable: boolean): Promise<Result<string>> =>
    post(line, { url: new URL(path, choice.url).href, headers: headersOf(facts), body, isRepeatable });
  const calculate = async (document: TaxDocument, code: string | null) => {
    const request = avalaraRequest(document, choice, code);
    if (!request.ok) return request;
    // Under a code the same posting again would be two sets of transactions of one document.
    const answered = await send("api/v2/afc/CalcTaxes", request.value.body, code === null);
    if (!answered.ok) return answered;
    return avalaraAnswer(answered.value, request.value, {
      choice,
      billDate: document.request.billDate ?? null,
    });
  };
  return {
    name: NAME,
    caution: UNPROVEN,
    quote: (document) => calculate(document, null),
    commit: (document) => commit(document, { calculate, send, journal: facts.journal, attempts }),
  };
}

type Steps = {
  readonly calculate: (document: TaxDocument, code: string) => Promise<Result<Assessment>>;
  readonly send: (path: string, body: string, isRepeatable: boolean) => Promise<Result<string>>;
  readonly journal: EngineJournal;
  readonly attempts: number;
};

async function commit(document: TaxDocument, steps: Steps): Promise<Result<null>> {
  const known = await steps.journal.attempts(document.code);
  if (known.some(({ state }) => state === "committed")) return ok(null);
  const answered = known.find(({ state }) => state === "answered");
  const number = answered === undefined ? await recorded(document, steps, known.length) : ok(answered.number);
  if (!number.ok) return number;
  const body = JSON.stringify({ doc: codeOf(document, number.value), cmmt: true });
  const sent = await steps.send("api/v2/afc/Commit", body, true);
  if (!sent.ok) return sent;
  const read = readAnswer(NAME, sent.value, Committed);
  if (!read.ok) return read;
  if ((read.value.err ?? []).length > 0) {
    return fail(problem({ code: "TAX_ENGINE_REFUSED", message: `${NAME} does not commit ${document.code}` }));
  }
  await steps.journal.keep(document.code, { number: number.value, state: "committed" });
  return ok(null);
}

/** Sends the document under codes that were never used, until one is answered. */
async function recorded(document: TaxDocument, steps: Steps, used: number): Promise<Result<number>> {
  let last: Result<number> = ok(used);
  for (let number = used + 1; number <= used + steps.attempts; number += 1) {
    await steps.journal.keep(document.code, { number, state: "sent" });
    const calculated = await steps.calculate(document, codeOf(document, number));
    const answer = calculated.ok ? asIssued(NAME, document, calculated.value) : calculated;
    if (answer.ok) {
      await steps.journal.keep(document.code, { number, state: "answered" });
      return ok(number);
    }
    last = answer;
    if (answer.problems.every(({ code }) => code !== "TAX_ENGINE_UNCERTAIN")) return answer;
  }
  return last;
}

function codeOf({ code }: TaxDocument, number: number): string {
  return `${code}/${number}`;
}

function headersOf({ choice, login }: { readonly choice: AvalaraChoice; readonly login: AvalaraLogin }) {
  return {
    "content-type": "application/json",
    api_key: Buffer.from(`${login.user}:${login.password}`, "utf8").toString("base64"),
    ...(choice.clientId === undefined ? {} : { client_id: choice.clientId }),
    ...(choice.profileId === undefined ? {} : { client_profile_id: choice.profileId }),
  };
}
