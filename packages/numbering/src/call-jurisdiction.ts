import { type CallEnd, type PlacedEnd, placedEnd } from "./call-end.ts";
import { type Jurisdiction, jurisdictionOf } from "./jurisdiction.ts";
import { commonLocalArea } from "./local-calling-areas.ts";
import type { NumberingData } from "./numbering-data.ts";

export type CallJurisdiction = {
  readonly jurisdiction: Jurisdiction;
  readonly because: string;
  /** Both ends lie in one LATA; null where no table says so of both. */
  readonly isIntraLata: boolean | null;
};

/**
 * Jurisdiction of a call by its two ends (reference: cdr and rate decks, 6.2): by state; within a state local, where both ends lie in
 * one local calling area. A LATA is told only of calls within a state.
 *
 * @param input `day` of the call, for tables that are dated.
 * @example 312 555 (IL, Chicago) calls 773 555 (IL, Chicago), one calling area: local.
 */
export function callJurisdiction(input: {
  readonly caller: CallEnd;
  readonly called: CallEnd;
  readonly tables: NumberingData;
  readonly day: string | null;
  readonly home?: string;
}): CallJurisdiction {
  const { tables, day, home = "US" } = input;
  const caller = placedEnd(input.caller, tables, day);
  const called = placedEnd(input.called, tables, day);
  const { jurisdiction, because } = jurisdictionOf({
    caller: caller.number,
    called: called.number,
    callerFrom: caller.taken,
    calledFrom: called.taken,
    home,
  });
  if (jurisdiction !== "intrastate") return { jurisdiction, because, isIntraLata: null };
  const area = areaOf(caller, called, tables, day);
  if (area !== null)
    return {
      jurisdiction: "local",
      because: `both ends are in local calling area ${area}`,
      isIntraLata: lataOf(caller, called),
    };
  return withLata(because, caller, called);
}

function areaOf(
  caller: PlacedEnd,
  called: PlacedEnd,
  tables: NumberingData,
  day: string | null,
): string | null {
  const from = caller.number.e164;
  const to = called.number.e164;
  if (from === null || to === null || tables.localAreas.size === 0) return null;
  const ends = [
    { e164: from, exchange: caller.exchange },
    { e164: to, exchange: called.exchange },
  ] as const;
  return commonLocalArea(tables.localAreas, ends, day);
}

function lataOf({ exchange: from }: PlacedEnd, { exchange: to }: PlacedEnd): boolean | null {
  return from?.lata == null || to?.lata == null ? null : from.lata === to.lata;
}

function withLata(because: string, caller: PlacedEnd, called: PlacedEnd): CallJurisdiction {
  const isIntraLata = lataOf(caller, called);
  if (isIntraLata === null) return { jurisdiction: "intrastate", because, isIntraLata };
  const [from, to] = [caller.exchange?.lata, called.exchange?.lata];
  const latas = isIntraLata ? `both in LATA ${from}` : `LATA ${from} to LATA ${to}`;
  return { jurisdiction: "intrastate", because: `${because}, ${latas}`, isIntraLata };
}
