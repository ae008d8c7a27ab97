import type { TaxRecord } from "../tax-record.ts";
import { isSame } from "./packed.ts";

/** A charge as its taxes see it. */
export type PackedCharge = Pick<TaxRecord, "charge" | "billDate"> & {
  readonly situs: Omit<TaxRecord["situs"], "share">;
  /** For levies on a part of it; absent where there are none. */
  readonly split?: TaxRecord["split"] | undefined;
};

export function packedCharge(record: TaxRecord, split: TaxRecord["split"]): PackedCharge {
  const { charge, billDate } = record;
  const { method, key, places } = record.situs;
  return { billDate, charge, situs: { key, method, places }, split: split ?? undefined };
}

/** @param split That of the charge, whether or not the record's levy goes by it. */
export function isChargeOf(packed: PackedCharge, record: TaxRecord, split: TaxRecord["split"]): boolean {
  return (
    packed.charge.id === record.charge.id &&
    isSame(packed.charge, record.charge) &&
    packed.billDate === record.billDate &&
    packed.situs.method === record.situs.method &&
    packed.situs.key === record.situs.key &&
    isSame(packed.situs.places, record.situs.places) &&
    isSame(packed.split ?? undefined, split ?? undefined)
  );
}
