import type { Rounding } from "@tollwright/money";
import { type PeriodClock, type PeriodTariff, periodClock, type TariffPeriod } from "@tollwright/rate-card";
import {
  exactText,
  rescaled,
  type Scaled,
  type ScaledShare,
  scaled,
  scaledShare,
} from "../price-call-scaled.ts";

/**
 * A tariff of periods and slots, read once. Lengths count units of 10^−`secondsPlaces` seconds; prices, fees and limits count
 * over `divisor × 10^places`, one denominator for all of them.
 */
export type CompiledTariff = {
  readonly tariff: PeriodTariff;
  readonly clock: PeriodClock;
  readonly isSplit: boolean;
  readonly restarts: boolean;
  readonly billsEmpty: boolean;
  readonly secondsPlaces: number;
  readonly minimumLength: bigint;
  readonly freeLength: bigint;
  /** A call of at most this length is free; zero: none is. */
  readonly graceLength: bigint;
  readonly places: number;
  readonly divisor: bigint;
  /** As listed. */
  readonly periods: readonly CompiledPeriod[];
  /** Of a call that no period prices and that is free all the same. */
  readonly rounding: Rounding;
};

export type CompiledPeriod = {
  readonly index: number;
  readonly label: string;
  /** By the second that they begin at. */
  readonly slots: readonly CompiledSlot[];
  readonly connectFee: bigint;
  /** The surcharge is (slots + connect fee) × `top` / `bottom`: the total counts over the tariff's denominator × `bottom`. */
  readonly surcharge: {
    readonly text: string;
    readonly top: bigint;
    readonly bottom: bigint;
    readonly share: ScaledShare;
  };
  readonly minimumCharge: bigint;
  /** Null: no limit. */
  readonly maximumCharge: bigint | null;
  readonly rounding: Rounding;
};

export type CompiledSlot = {
  /** Position as listed. */
  readonly index: number;
  readonly from: bigint;
  /** Where the next slot begins; null: never. */
  readonly until: bigint | null;
  readonly increment: bigint;
  readonly perIncrement: bigint;
  readonly entryFee: bigint;
  readonly rate: string;
  readonly unitSeconds: string;
  readonly incrementSeconds: string;
  /** What a rating says of a group of its increments: before where it begins, after how many there are, and of the entry fee. */
  readonly terms: { readonly before: string; readonly after: string; readonly entry: string };
};

/** Half-up to six places, unless a tariff says otherwise. */
const DEFAULT_ROUNDING: Rounding = { mode: "halfUp", places: 6 };
/** Periods change on a millisecond, and a call that they split is counted in as fine a unit. */
const MILLISECOND_PLACES = 3;

/** @param tariff Checked by its schema where it comes from outside. */
export function compileTariff(tariff: PeriodTariff): CompiledTariff {
  const isSplit = tariff.timeOfDay === "split";
  const minimumLength = scaled(tariff.minimumSeconds ?? 0);
  const freeLength = scaled(tariff.freeSeconds ?? 0);
  const graceLength = scaled(tariff.graceSeconds ?? 0);
  const read = tariff.periods.map((period) => readPeriod(period, tariff));
  const lengths = read.flatMap(({ slots }) => slots.flatMap(({ from, increment }) => [from, increment]));
  const secondsPlaces = Math.max(
    finest([minimumLength, freeLength, graceLength, ...lengths]),
    isSplit ? MILLISECOND_PLACES : 0,
  );
  const scale = scaleOf(read);
  return {
    tariff,
    clock: periodClock(tariff),
    isSplit,
    restarts: tariff.slotOverrun === "restart",
    billsEmpty: tariff.zeroSeconds === "increment",
    secondsPlaces,
    minimumLength: rescaled(minimumLength, secondsPlaces),
    freeLength: rescaled(freeLength, secondsPlaces),
    graceLength: rescaled(graceLength, secondsPlaces),
    ...scale,
    periods: read.map((period, index) => compilePeriod(period, index, { ...scale, secondsPlaces })),
    rounding: tariff.rounding ?? DEFAULT_ROUNDING,
  };
}

type ReadPeriod = {
  readonly label: string | null;
  readonly slots: readonly ReadSlot[];
  readonly connectFee: Scaled;
  readonly minimumCharge: Scaled;
  readonly maximumCharge: Scaled | null;
  readonly surcharge: string;
  readonly rounding: Rounding;
};
type ReadSlot = Pick<CompiledSlot, "index" | "rate" | "unitSeconds" | "incrementSeconds"> & {
  readonly from: Scaled;
  readonly increment: Scaled;
  /** Of one increment. */
  readonly price: ScaledShare;
  readonly entryFee: Scaled;
};

/** What a period leaves out is the tariff's. */
function readPeriod(period: TariffPeriod, tariff: PeriodTariff): ReadPeriod {
  const maximumCharge = period.maximumCharge ?? tariff.maximumCharge;
  return {
    label: period.name ?? null,
    slots: period.slots.map((slot, index) => {
      const unitSeconds = String(slot.unitSeconds ?? 60);
      const incrementSeconds = String(slot.incrementSeconds ?? tariff.incrementSeconds ?? 1);
      const increment = scaled(incrementSeconds);
      const perSecond = scaledShare(`${slot.rate}/${unitSeconds}`);
      const price = {
        digits: perSecond.digits * increment.digits,
        places: perSecond.places + increment.places,
        divisor: perSecond.divisor,
      };
      const [from, entryFee] = [scaled(slot.fromSecond ?? 0), scaled(slot.entryFee ?? "0")];
      return { index, rate: slot.rate, unitSeconds, incrementSeconds, from, increment, price, entryFee };
    }),
    connectFee: scaled(period.connectFee ?? tariff.connectFee ?? "0"),
    minimumCharge: scaled(period.minimumCharge ?? tariff.minimumCharge ?? "0"),
    maximumCharge: maximumCharge == null ? null : scaled(maximumCharge),
    surcharge: period.surchargePercent ?? tariff.surchargePercent ?? "0",
    rounding: period.rounding ?? tariff.rounding ?? DEFAULT_ROUNDING,
  };
}

type Scale = { readonly places: number; readonly divisor: bigint };

/** The coarsest denominator in which every price and fee is whole. */
function scaleOf(periods: readonly ReadPeriod[]): Scale {
  const slots = periods.flatMap((period) => period.slots);
  const fees = periods.flatMap(({ connectFee, minimumCharge, maximumCharge }) => [
    connectFee,
    minimumCharge,
    ...(maximumCharge === null ? [] : [maximumCharge]),
  ]);
  const places = finest([...fees, ...slots.flatMap(({ price, entryFee }) => [price, entryFee])]);
  return { places, divisor: slots.reduce((all, { price }) => leastCommonMultiple(all, price.divisor), 1n) };
}

function compilePeriod(
  period: ReadPeriod,
  index: number,
  scale: Scale & { readonly secondsPlaces: number },
): CompiledPeriod {
  const share = scaledShare(period.surcharge);
  const bottom = share.divisor * 10n ** BigInt(share.places);
  const money = (amount: Scaled): bigint => rescaled(amount, scale.places) * scale.divisor;
  const label = period.label ?? `periods[${index}]`;
  const limit = (amount: Scaled): bigint => money(amount) * bottom;
  return {
    index,
    label,
    slots: compileSlots(period.slots, label, scale),
    connectFee: money(period.connectFee),
    surcharge: { text: period.surcharge, top: share.digits, bottom, share },
    minimumCharge: limit(period.minimumCharge),
    maximumCharge: period.maximumCharge === null ? null : limit(period.maximumCharge),
    rounding: period.rounding,
  };
}

function compileSlots(
  slots: readonly ReadSlot[],
  label: string,
  { places, divisor, secondsPlaces }: Scale & { readonly secondsPlaces: number },
): readonly CompiledSlot[] {
  const starts = slots
    .map(({ from }) => rescaled(from, secondsPlaces))
    .sort((left, right) => (left < right ? -1 : 1));
  return slots
    .map(({ index, rate, unitSeconds, incrementSeconds, ...slot }): CompiledSlot => {
      const from = rescaled(slot.from, secondsPlaces);
      return {
        index,
        rate,
        unitSeconds,
        incrementSeconds,
        from,
        until: starts.find((start) => start > from) ?? null,
        increment: rescaled(slot.increment, secondsPlaces),
        perIncrement: rescaled(slot.price, places) * (divisor / slot.price.divisor),
        entryFee: rescaled(slot.entryFee, places) * divisor,
        terms: {
          before: `${label} from `,
          after: ` x ${incrementSeconds} s at ${rate}/${unitSeconds} s`,
          entry:
            slot.entryFee.digits > 0n
              ? `, ${exactText(slot.entryFee.digits, 1n, slot.entryFee.places)} to enter`
              : "",
        },
      };
    })
    .sort((left, right) => (left.from < right.from ? -1 : 1));
}

function finest(values: readonly Scaled[]): number {
  return values.reduce((most, { places }) => Math.max(most, places), 0);
}

function leastCommonMultiple(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return (left / a) * right;
}
