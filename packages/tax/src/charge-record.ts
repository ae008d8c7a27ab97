import { exact, toFractionText } from "@tollwright/money";
import type { ChargeFacts } from "./draft-line.ts";
import type { Split } from "./portion.ts";
import type { TaxRecord } from "./tax-record.ts";
import { wholeOf } from "./whole-charge.ts";

/** What the records of all levies on a charge say of it. */
type ChargeRecord = Pick<TaxRecord, "charge"> & { readonly situs: Omit<TaxRecord["situs"], "share"> };

const ofCharges = new WeakMap<ChargeFacts, ChargeRecord>();

/** Made once a charge. */
export function chargeRecord(facts: ChargeFacts): ChargeRecord {
  const found = ofCharges.get(facts) ?? recordOf(facts);
  ofCharges.set(facts, found);
  return found;
}

function recordOf({ charge, amount, situs }: ChargeFacts): ChargeRecord {
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
    situs: {
      key: charge.situs?.key ?? null,
      method: situs.method,
      places: situs.places.map(({ place, share }) => ({ place, share: toFractionText(share) })),
    },
  };
}

const ofSplits = new WeakMap<Split, NonNullable<TaxRecord["split"]>>();

/** Made once a charge, too. */
export function splitRecord(split: Split): NonNullable<TaxRecord["split"]> {
  const { interstate, intrastate, international } = split.portions;
  const found = ofSplits.get(split) ?? {
    international: toFractionText(international),
    interstate: toFractionText(interstate),
    intrastate: toFractionText(intrastate),
    method: split.method,
  };
  ofSplits.set(split, found);
  return found;
}
