import type { Output } from "../output.ts";
import type { EngineTold } from "./rate-messages.ts";

/** The output of a thread: what it says goes to the thread that started it, which writes it. */
export function threadOutput(
  tell: (told: EngineTold) => void,
  { hasEvents }: { readonly hasEvents: boolean },
): Output {
  const progress = (text: string): void => tell({ kind: "progress", text });
  return {
    json: false,
    write: (text) => progress(typeof text === "string" ? text : new TextDecoder().decode(text)),
    progress,
    update: () => undefined, // soon out of date, and of one thread of several
    ...(hasEvents ? { event: (...event) => tell({ kind: "event", event }) } : {}),
  };
}

/** Writes what threads tell, each line with the thread's number: `thread 2: …`, or a fact of the event. */
export function writeTold(
  output: Output,
  told: Exclude<EngineTold, { kind: "rates" }>,
  number: number,
): void {
  if (told.kind === "event") {
    const [level, text, fields] = told.event;
    output.event?.(level, text, { thread: number, ...fields });
  } else if (output.event !== undefined) output.event("info", told.text.trim(), { thread: number });
  else output.progress(`thread ${number}: ${told.text}`);
}
