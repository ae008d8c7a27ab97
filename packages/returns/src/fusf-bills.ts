import { fusfCaps } from "@tollwright/invoice";
import { subtract, toText } from "@tollwright/money";
import { type IssuedInvoice, owedOn } from "./issued-invoice.ts";

/** The federal universal service line of one issued bill, against factor × interstate and international portion (books 21). */
export type FusfOfBill = {
  readonly invoice: string;
  readonly account: string;
  /** The month that the lines are for; `reversal` takes an earlier month's back, and has no cap. */
  readonly period: string;
  readonly kind: "own" | "corrected" | "reversal";
  readonly levy: string;
  readonly factor: string;
  readonly portion: string;
  readonly cap: string;
  readonly line: string;
  /** What of the cap was left unbilled. */
  readonly room: string;
  readonly isOver: boolean;
};

/** @example 64.90 interstate at 0.37: cap 24.013, line 24.01, room 0.003. */
export function fusfOfBill(issued: IssuedInvoice): readonly FusfOfBill[] {
  const billed = owedOn(issued).filter(({ isBilled }) => isBilled);
  const groups = Map.groupBy(
    billed,
    ({ period, charge }) => `${period} ${charge?.correction?.kind ?? "own"}`,
  );
  return [...groups.values()].flatMap((group) => {
    const period = group[0]?.period ?? "";
    const kind = group[0]?.charge?.correction?.kind ?? "own";
    return fusfCaps(group.map(({ record }) => record)).map(
      ({ levy, factor, portion, cap, line, isOver }) => ({
        invoice: issued.number,
        account: issued.invoice.account.id,
        period,
        kind,
        levy,
        factor,
        portion: toText(portion),
        cap: toText(cap),
        line: toText(line),
        room: toText(subtract(cap, line)),
        isOver,
      }),
    );
  });
}
