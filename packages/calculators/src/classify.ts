import { CivilDate } from "@tollwright/calendar";
import { classifyCall, type NumberingData, type ReadAbroad } from "@tollwright/numbering";
import { fail, ok, type Problem, problem, schemaProblems } from "@tollwright/problem";
import { z } from "zod";
import type { Answer, Calculator } from "./calculator.ts";

/** As a switch wrote it: `+1 312 555 0142`, `sip:…`, `anonymous`, nothing. */
const NumberText = z
  .string()
  .max(400)
  .nullish()
  .transform((text) => text ?? null);

const Request = z
  .strictObject({
    from: NumberText,
    /** The called number. `dialed` alone is enough. */
    to: NumberText,
    /** What the caller dialled, where it is another: `411`, a toll-free number that was translated. */
    dialed: NumberText,
    /** Location routing number: where a ported number lives. */
    lrn: NumberText,
    /** Jurisdiction information parameter: NPA-NXX of where the call began. */
    jip: NumberText,
    chargeNumber: NumberText,
    /** Originating line information, two digits. */
    oli: z
      .union([z.string().regex(/^\d{1,2}$/, "one or two digits"), z.int().min(0).max(99)])
      .nullish()
      .transform((digits) => (digits == null ? null : String(digits))),
    /** Seen from the customer's side of our switch. */
    direction: z.enum(["inbound", "outbound", "onNet", "unknown"]).nullish(),
    /** Where the customer's telephones stand. */
    home: z
      .strictObject({
        /** Two letters; US where left out. */
        country: z
          .string()
          .regex(/^[A-Za-z]{2}$/, "two letters")
          .nullish(),
        npa: z
          .string()
          .regex(/^[2-9]\d\d$/, "an area code of three digits")
          .nullish(),
      })
      .nullish(),
    /** Day of the call, for tables with dates. */
    on: CivilDate.nullish(),
  })
  .refine(({ to, dialed }) => to !== null || dialed !== null, {
    path: ["to"],
    error: "the called number is needed, here or in dialed",
  });
type Request = z.output<typeof Request>;

/** Kind and jurisdiction of a call, by the tables in rate-cards/numbering. */
export const classifyCalculator: Calculator = {
  schema: Request,
  usesLoaded: () => true,
  run(request, loaded) {
    const parsed = Request.safeParse(request);
    if (!parsed.success) return fail(...schemaProblems(parsed.error));
    const tables = loaded?.numbering ?? null;
    return tables === null
      ? fail(tablesMissing())
      : ok(classified(parsed.data, tables, loaded?.readAbroad ?? null));
  },
};

function classified(request: Request, tables: NumberingData, readAbroad: ReadAbroad | null): Answer {
  const { direction, home, on, ...call } = request;
  const { explanation, ...result } = classifyCall(
    {
      ...call,
      inbound: direction === "inbound",
      home: { country: home?.country?.toUpperCase() ?? "US", npa: home?.npa ?? null },
      day: on ?? null,
    },
    tables,
    readAbroad,
  );
  return { result, explanation };
}

function tablesMissing(): Problem {
  return problem({
    code: "REFERENCE_UNKNOWN",
    message: "the tables of rate-cards/numbering are not loaded",
    wayOut: "name a folder that holds numbering: --rate-cards rate-cards",
  });
}
