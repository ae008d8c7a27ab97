import { explainCharge, explainInvoice, readInvoice } from "@tollwright/invoice";
import { allocationOfCall } from "@tollwright/invoicer";
import {
  type CallHistory,
  callByKey,
  type Database,
  invoiceByNumber,
  invoicesTouching,
} from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { explainRating } from "@tollwright/rating";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, wrapped } from "../output.ts";

export function addExplain(program: Command, runner: Runner): void {
  const explain = program.command("explain").description("Say why an amount is what it is, step by step.");
  explain
    .command("invoice")
    .argument("<number>", "an issued invoice")
    .argument("[line]", "the key of a charge or the id of a levy; without it, every line")
    .description("Explain the charges and taxes of an invoice.")
    .addHelpText("after", "\nExample:\n  tollwright explain invoice TW-2026-000001 fusf")
    .action((number: string, line: string | undefined) =>
      runner.withStore(async (context) => {
        const stored = await invoiceByNumber(context.database, number);
        if (stored === null) return { problems: [invoiceUnknown(number)] };
        const sentences = explainInvoice(readInvoice(stored.canonical), line);
        if (sentences.length === 0) return { problems: [lineUnknown(number, line ?? "")] };
        answer(context.output, { json: { number, sentences }, people: sentencesText(sentences) });
        return undefined;
      }),
    );
  explain
    .command("charge")
    .argument("<number>", "an issued invoice")
    .argument("<key>", "the key of a charge: the last column of the sheet Charges, `key` in the JSON")
    .description(
      "Explain one charge: whose, plan, product, days, quantity, unit price, share, rounding, taxes, and what took it back or what it takes back.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tollwright explain charge TW-2026-000001 acme/hq/sip/long-distance/interstate@2026-03",
    )
    .action((number: string, key: string) =>
      runner.withStore(async ({ database, output }) => {
        const stored = await invoiceByNumber(database, number);
        if (stored === null) return { problems: [invoiceUnknown(number)] };
        const invoice = readInvoice(stored.canonical);
        const owner = invoice.charges.find((charge) => charge.key === key)?.account;
        const others = owner === undefined ? [] : await invoicesTouching(database, [owner]);
        const later = others.map(({ canonical }) => readInvoice(canonical));
        const explained = explainCharge(invoice, key, later);
        if (explained === null) return { problems: [lineUnknown(number, key)] };
        answer(output, { json: explained, people: sentencesText(explained.sentences) });
        return undefined;
      }),
    );
  explain
    .command("call")
    .argument("<callKey>", "32 hexadecimal digits: the last column of the itemised calls")
    .description("Explain whose a call was, what it cost and why, and which invoice it is on.")
    .addHelpText("after", "\nExample:\n  tollwright explain call 3f0c6f1d2b7a4e5f8899aabbccddeeff")
    .action((callKey: string) =>
      runner.withStore(async (context) => {
        const found = /^[0-9a-f]{32}$/.test(callKey) ? await callByKey(context.database, callKey) : null;
        if (found === null) return { problems: [callUnknown(callKey)] };
        const allocations = await allocationsOf(context.database, found);
        const sentences = [
          ...found.ratings.flatMap((rating, index) => [
            ...explainRating(rating),
            ...(allocations[index]?.because ?? []),
          ]),
          ...found.setAside.map(
            (record) => `Set aside (${record.bucket}, ${record.reason}): ${record.message}.`,
          ),
          found.invoices.length === 0
            ? "It is on no issued invoice."
            : `It is on invoice ${found.invoices.join(", ")}.`,
        ];
        answer(context.output, { json: { ...found, allocations }, people: sentencesText(sentences) });
        return undefined;
      }),
    );
}

/** What pools and tiers made of each rating, in the same order; null where it is billed at its list price. */
function allocationsOf(database: Database, { ratings }: CallHistory) {
  return Promise.all(ratings.map((rating) => allocationOfCall(database, rating)));
}

/** Long sentences go on under their own beginning. */
function sentencesText(sentences: readonly string[]): string {
  return sentences
    .map((sentence) => wrapped(sentence.trimStart(), /^ */.exec(sentence)?.[0] ?? ""))
    .join("\n");
}

function lineUnknown(number: string, line: string): Problem {
  return problem({ code: "LINE_UNKNOWN", message: `invoice ${number} has no charge or levy ${line}` });
}

function callUnknown(callKey: string): Problem {
  return problem({ code: "CALL_UNKNOWN", message: `no call has the key ${callKey}` });
}
