import { localText } from "@tollwright/calendar";
import type { ChargedCall } from "../price-call.ts";
import { explainFree } from "../price-call-explain.ts";
import { exactText } from "../price-call-scaled.ts";
import type { CompiledTariff } from "./compile-tariff.ts";
import type { SlotGroup } from "./slot-groups.ts";
import { groupPart } from "./tariff-parts.ts";
import { type TariffCall, type TariffSteps, totalScale } from "./tariff-steps.ts";

/** One sentence a step, with numbers that a pencil can follow. */
export function explainTariff(priced: {
  readonly call: TariffCall;
  readonly steps: TariffSteps;
  readonly charged: ChargedCall;
  readonly tariff: CompiledTariff;
}): readonly string[] {
  const { call, steps, tariff, charged } = priced;
  if (steps === null) return [explainFree(call.seconds, tariff.tariff)];
  return [
    ...lengthSentences(call, steps, tariff),
    periodSentence(call, steps, tariff),
    ...steps.groups.flatMap((group) => groupSentences(group, steps, tariff)),
    ...moneySentences(steps, charged, tariff),
  ];
}

type Steps = NonNullable<TariffSteps>;

function lengthSentences(
  { seconds }: TariffCall,
  steps: Steps,
  { tariff, secondsPlaces }: CompiledTariff,
): string[] {
  const { isEmpty, length, atLeast, priced } = steps;
  const sentences: string[] = [];
  if (isEmpty) sentences.push("A call of zero seconds is one increment.");
  if (atLeast > length) sentences.push(`${seconds} s count as the minimum of ${tariff.minimumSeconds} s.`);
  if (priced < atLeast)
    sentences.push(`${tariff.freeSeconds} s are free: ${exactText(priced, 1n, secondsPlaces)} s are left.`);
  return sentences;
}

function periodSentence({ answeredAt }: TariffCall, { period }: Steps, { tariff }: CompiledTariff): string {
  const { when, weight } = tariff.periods[period.index] ?? {};
  const zone = when?.zone ?? tariff.zone ?? "UTC";
  const answered = answeredAt === null ? "" : `Answered ${localText(answeredAt, zone)} in ${zone}: `;
  return `${answered}${answered === "" ? "Period" : "period"} ${period.label} is in force, weight ${weight ?? 0}.`;
}

function groupSentences(group: SlotGroup, { entries }: Steps, tariff: CompiledTariff): string[] {
  const { slot, period } = group;
  const { fromSecond, increments, incrementSeconds, seconds, rate, unitSeconds, amount } = groupPart(
    group,
    tariff,
  );
  const sentence = `From ${fromSecond} s, ${period.label}, slot ${slot.index}: ${increments} × ${incrementSeconds} s are ${seconds} s; ${seconds}/${unitSeconds} × ${rate} = ${amount}.`;
  if (slot.entryFee === 0n || !entries.includes(group)) return [sentence];
  const fee = exactText(slot.entryFee, tariff.divisor, tariff.places);
  return [sentence, `Slot ${slot.index} of ${period.label} is entered: a fee of ${fee}.`];
}

function moneySentences(
  steps: Steps,
  { billedSeconds, charge }: ChargedCall,
  tariff: CompiledTariff,
): string[] {
  const { period, bySlots, subtotal, surcharged, raised, total } = steps;
  const { divisor, places } = totalScale(period, tariff);
  const before = (amount: bigint): string => exactText(amount, tariff.divisor, tariff.places);
  const after = (amount: bigint): string => exactText(amount, divisor, places);
  const { rounding } = period;
  const sentences = [`${billedSeconds} s are billed: ${before(bySlots)}.`];
  if (period.connectFee > 0n)
    sentences.push(`With the connect fee of ${before(period.connectFee)}: ${before(subtotal)}.`);
  if (period.surcharge.top > 0n) {
    const surcharge = after(surcharged - subtotal * period.surcharge.bottom);
    sentences.push(
      `A surcharge of ${period.surcharge.text} on all of it is ${surcharge}: ${after(surcharged)}.`,
    );
  }
  if (raised > surcharged) sentences.push(`Raised to the minimum charge of ${after(raised)}.`);
  if (total < raised) sentences.push(`Lowered to the maximum charge of ${after(total)}.`);
  sentences.push(
    rounding.mode === "none"
      ? `Not rounded: ${after(total)}.`
      : `${after(total)} rounded ${rounding.mode} to ${rounding.places} places: ${charge}.`,
  );
  return sentences;
}
