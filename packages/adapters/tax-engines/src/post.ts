import { fail, ok, problem, type Result } from "@tollwright/problem";

/** What an engine is reached by; waiting comes in as an argument. */
export type Line = {
  readonly engine: string;
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly wait: (milliseconds: number) => Promise<void>;
};

export type Posting = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True where the same posting twice does no more than once; another is sent once, and what became of it may stay unknown. */
  readonly isRepeatable: boolean;
};

const MILLISECONDS_PER_SECOND = 1000;
const FIRST_WAIT_MILLISECONDS = 500;

/**
 * Posts, waits so long, and tries again where that is safe. The text of the answer, unread.
 *
 * Problems: TAX_ENGINE_REFUSED for a request that the engine does not take; TAX_ENGINE_UNREACHABLE; TAX_ENGINE_UNCERTAIN where a
 * posting that may not be repeated was sent and no answer came.
 */
export async function post(line: Line, posting: Posting): Promise<Result<string>> {
  const attempts = posting.isRepeatable ? line.attempts : 1;
  let last = "";
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const outcome = await once(line, posting);
    if (outcome.kind === "answered") return ok(outcome.text);
    if (outcome.kind === "refused") return fail(refused(line, outcome.said));
    last = outcome.said;
    if (attempt < attempts) await line.wait(FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1));
  }
  return fail(posting.isRepeatable ? unreachable(line, attempts, last) : uncertain(line, last));
}

type Outcome =
  | { readonly kind: "answered"; readonly text: string }
  | { readonly kind: "refused" | "failed"; readonly said: string };

const CLIENT_ERRORS = 400;
const SERVER_ERRORS = 500;
const TOO_MANY = 429;

async function once({ timeoutSeconds }: Line, { url, headers, body }: Posting): Promise<Outcome> {
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * MILLISECONDS_PER_SECOND);
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "error" });
    const text = await response.text();
    const said = `HTTP ${response.status}${text === "" ? "" : `: ${text.slice(0, 200)}`}`;
    if (response.ok) return { kind: "answered", text };
    const isRefused =
      response.status >= CLIENT_ERRORS && response.status < SERVER_ERRORS && response.status !== TOO_MANY;
    return { kind: isRefused ? "refused" : "failed", said };
  } catch (error) {
    return { kind: "failed", said: error instanceof Error ? error.message : String(error) };
  }
}

function refused({ engine }: Line, said: string) {
  return problem({ code: "TAX_ENGINE_REFUSED", message: `${engine} refuses the request: ${said}` });
}

function unreachable({ engine }: Line, attempts: number, said: string) {
  const times = attempts === 1 ? "once" : `${attempts} times`;
  return problem({
    code: "TAX_ENGINE_UNREACHABLE",
    message: `${engine} was asked ${times} in vain: ${said}`,
  });
}

function uncertain({ engine }: Line, said: string) {
  return problem({
    code: "TAX_ENGINE_UNCERTAIN",
    message: `${engine} was told to record the document, and no answer came: ${said}`,
  });
}
