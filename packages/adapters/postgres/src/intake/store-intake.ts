import type { Intake } from "@tollwright/bus";
import type { Instant } from "@tollwright/calendar";
import { fencePositions } from "../calls/fence-positions.ts";
import { storeLedger } from "../calls/ledger-rows.ts";
import { startBatch } from "../calls/start-batch.ts";
import { storeSequences } from "../calls/store-sequences.ts";
import { storeSetAside } from "../calls/store-set-aside.ts";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";

export type StoredIntake =
  | { readonly kind: "stored"; readonly batch: bigint }
  | { readonly kind: "positionMoved"; readonly id: string };

/**
 * Stores what the ingester knows beside the calls, for a bus that does not carry it (books 4). The intake's ledger then
 * counts the calls as `inTransit`; storing them takes them out again.
 */
export async function storeIntake(db: Database, intake: Intake, at: Instant): Promise<StoredIntake> {
  return inTransaction<StoredIntake>(
    db,
    async (transaction) => {
      const moved = await fencePositions(transaction, intake.positions);
      if (moved !== null) return { kind: "positionMoved", id: moved };
      const batch = await startBatch(transaction, { kind: "intake", at, setHash: null });
      await storeSetAside(transaction, { batch, records: intake.setAside });
      await storeSequences(transaction, { batch, sequences: intake.sequences });
      await storeLedger(transaction, { batch, entries: intake.ledger });
      return { kind: "stored", batch };
    },
    ({ kind }) => kind === "stored",
  );
}
