import { exact, toFractionText } from "@tollwright/money";
import type { Result } from "@tollwright/problem";
import type { Assessing } from "./assessing.ts";
import type { ChargeFacts } from "./draft-line.ts";
import type { Split } from "./portion.ts";
import type { TaxPlace } from "./schema/request.ts";
import type { ChargeSitus } from "./situs.ts";
import type { TaxRecord } from "./tax-record.ts";
import { wholeOf } from "./whole-charge.ts";

/** What the records of all levies on a charge say of it. */
export type ChargeRecord = Pick<TaxRecord, "charge"> & {
  readonly situs: Omit<TaxRecord["situs"], "share">;
  readonly split: NonNullable<TaxRecord["split"]> | null;
};

type Places = TaxRecord["situs"]["places"];

export type ChargeRecords = ReadonlyMap<ChargeFacts, ChargeRecord>;

/** Made once a charge, and their places once for all charges there. */
export function chargeRecords({ charges, splits }: Pick<Assessing, "charges" | "splits">): ChargeRecords {
  const places = new Map<ChargeSitus, Places>();
  return new Map(
    charges.map((facts) => {
      const own = places.get(facts.situs) ?? placesOf(facts.situs);
      places.set(facts.situs, own);
      return [facts, chargeRecord(facts, own, splits.get(facts))] as const;
    }),
  );
}

/** @param split Absent where no levy is on a part of the charge. */
function chargeRecord(
  { charge, amount, situs }: ChargeFacts,
  places: Places,
  split: Result<Split> | undefined,
): ChargeRecord {
  return {
    charge: {
      amount: toFractionText(exact(charge.amount)),
      component: charge.component ?? null,
      id: wholeOf(charge),
      kind: charge.kind ?? "recurring",
      label: charge.label ?? null,
      location: charge.location ?? null,
      net: toFractionText(amount),
      period: charge.period ?? null,
      product: charge.product ?? null,
      serviceClass: charge.serviceClass ?? null,
    },
    situs: { key: charge.situs?.key ?? null, method: situs.method, places },
    split: split?.ok ? splitRecord(split.value) : null,
  };
}

function placesOf({ places }: ChargeSitus): Places {
  return places.map(({ place, share }) => ({ place: placeInOrder(place), share: toFractionText(share) }));
}

/** Its members as they are written, all of them. */
function placeInOrder(place: TaxPlace): { readonly [Key in keyof Required<TaxPlace>]: TaxPlace[Key] } {
  return {
    city: place.city,
    cityFips: place.cityFips,
    country: place.country,
    county: place.county,
    countyFips: place.countyFips,
    district: place.district,
    districts: place.districts,
    state: place.state,
    undetermined: place.undetermined,
  };
}

function splitRecord({ method, portions }: Split): NonNullable<TaxRecord["split"]> {
  const { interstate, intrastate, international } = portions;
  return {
    international: toFractionText(international),
    interstate: toFractionText(interstate),
    intrastate: toFractionText(intrastate),
    method,
  };
}
