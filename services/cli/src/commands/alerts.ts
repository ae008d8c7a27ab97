import { alerts, type RaisedAlert, settleAlert } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { type Command, InvalidArgumentError } from "commander";
import { hourText } from "../alert-text.ts";
import type { Runner } from "../command-line.ts";
import { answer, printable, table } from "../output.ts";
import { sendAlerts, webhookOf } from "../steps/send-alerts.ts";

export function addAlerts(program: Command, runner: Runner): void {
  const command = program
    .command("alerts")
    .description("Thresholds that accounts have reached: list, settle, send to the webhook.");
  addList(command, runner);
  addSettle(command, runner);
  addSend(command, runner);
}

function addList(command: Command, { withStore }: Runner): void {
  command
    .command("list", { isDefault: true })
    .option("--all", "those that were settled too", false)
    .option("--account <id>", "one account only")
    .option("--limit <n>", "at most so many", wholeNumber, 50)
    .description("List alerts, the newest first.")
    .addHelpText("after", "\nExample:\n  tollwright alerts list --account acme")
    .action(({ all, account, limit }: { all: boolean; account?: string; limit: number }) =>
      withStore(async (context) => {
        const filter = { settled: all, limit, ...(account === undefined ? {} : { account }) };
        const found = await alerts(context.database, filter);
        const people =
          found.length === 0
            ? "No alert is open."
            : table(
                ["id", "hour", "account", "rule", "measured", "threshold", "sent", "settled"],
                found.map(cells),
              );
        answer(context.output, { json: { alerts: found }, people });
        return undefined;
      }),
    );
}

function cells(alert: RaisedAlert): readonly string[] {
  const sent = alert.deliveredAt !== null ? "yes" : alert.attempts > 0 ? `failed ${alert.attempts}×` : "no";
  const { id, hour, account, rule, value, measure, threshold, settledBy, settledBecause } = alert;
  const settled = settledBy === null ? "–" : printable(`${settledBy}: ${settledBecause}`);
  return [
    `${id}`,
    hourText(hour),
    account,
    rule,
    `${value.slice(0, 12)} ${measure}`,
    threshold,
    sent,
    settled,
  ];
}

function addSettle(command: Command, { withStore }: Runner): void {
  command
    .command("settle")
    .argument("<id>", "number of the alert", wholeNumber)
    .requiredOption("--by <name>", "who looked at it")
    .requiredOption("--because <text>", "what was found")
    .description("Note that a person has looked at an alert, and what was found.")
    .addHelpText(
      "after",
      '\nExample:\n  tollwright alerts settle 7 --by "A. Analyst" --because "customer confirmed the campaign"',
    )
    .action((id: number, { by, because }: { by: string; because: string }) =>
      withStore(async (context) => {
        const decision = { id: BigInt(id), by, because, at: context.clock() };
        if (!(await settleAlert(context.database, decision)))
          return {
            problems: [problem({ code: "ALERT_UNKNOWN", message: `no open alert has number ${id}` })],
          };
        answer(context.output, { json: { id, by, because }, people: `Alert ${id} is settled, by ${by}.` });
        return undefined;
      }),
    );
}

function addSend(command: Command, { withStore }: Runner): void {
  command
    .command("send")
    .description(
      "Deliver what waits in the outbox to TOLLWRIGHT_ALERT_WEBHOOK, signed with TOLLWRIGHT_ALERT_SECRET.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  TOLLWRIGHT_ALERT_WEBHOOK=https://example.test/alerts tollwright alerts send",
    )
    .action(() =>
      withStore(async (context) => {
        const webhook = webhookOf(process.env);
        if (webhook === null) return { problems: [refused("TOLLWRIGHT_ALERT_WEBHOOK is not set")] };
        const sent = await sendAlerts(context, webhook);
        answer(context.output, { json: sent, people: `${sent.delivered} alerts delivered.` });
        return sent.failed === 0
          ? undefined
          : { problems: [refused(sent.lastError ?? "refused")], answered: true };
      }),
    );
}

function refused(message: string): Problem {
  return problem({ code: "WEBHOOK_REFUSED", message });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number");
  return Number(text);
}
