import { type CivilDate, contains } from "@tollwright/calendar";
import type { Account } from "./account.ts";

/** Numbers in a row that have the same fault, each once. */
export type E911Fault = {
  readonly account: string;
  /** Of the number; of the record, where there is no such number. */
  readonly location: string;
  /** E.164 digits without the plus sign. */
  readonly number: string;
  readonly count: number;
  readonly fault: "noRecord" | "otherLocation" | "noNumber";
  /** Where emergency services would go; null: nowhere. */
  readonly recordedAt: string | null;
};

export type E911Coverage = {
  /** Telephone numbers that the account holds on the day. */
  readonly numbers: number;
  /** Of them with a record at their own location. */
  readonly covered: number;
  readonly faults: readonly E911Fault[];
};

/**
 * Whether every telephone number has a valid E911 record on a day: one of its own, in force, at the location where the number is.
 * Toll-free numbers call nobody, and have none.
 *
 * @example numbers …0100 to …0103 at `hq`, records of …0100 at `hq` and of …0101 at `branch`: one covered, …0101 otherLocation, two noRecord.
 */
export function e911Coverage(account: Account, on: CivilDate): E911Coverage {
  const records = new Map(
    account.e911Records
      .filter((record) => contains(record, on))
      .map((record) => [record.number, record.location]),
  );
  const found: E911Fault[] = [];
  let [numbers, covered] = [0, 0];
  const held = new Set<string>();
  for (const block of account.telephoneNumbers.filter((entry) => contains(entry, on))) {
    for (let index = 0; index < block.count; index += 1) {
      const number = String(Number(block.number) + index);
      const recordedAt = records.get(number) ?? null;
      held.add(number);
      numbers += 1;
      if (recordedAt === block.location) covered += 1;
      else {
        const fault = recordedAt === null ? "noRecord" : "otherLocation";
        found.push({ account: account.id, location: block.location, number, count: 1, fault, recordedAt });
      }
    }
  }
  for (const [number, location] of records) {
    if (held.has(number)) continue;
    const fault = { location, number, count: 1, fault: "noNumber", recordedAt: location } as const;
    found.push({ account: account.id, ...fault });
  }
  return { numbers, covered, faults: inRows(found) };
}

/** Numbers that follow each other are told as one block. */
function inRows(found: readonly E911Fault[]): readonly E911Fault[] {
  const rows: E911Fault[] = [];
  for (const next of found.toSorted((left, right) => Number(left.number) - Number(right.number))) {
    const last = rows.at(-1);
    const follows =
      last !== undefined &&
      Number(last.number) + last.count === Number(next.number) &&
      last.fault === next.fault &&
      last.location === next.location &&
      last.recordedAt === next.recordedAt;
    if (follows) rows.splice(-1, 1, { ...last, count: last.count + 1 });
    else rows.push(next);
  }
  return rows;
}
