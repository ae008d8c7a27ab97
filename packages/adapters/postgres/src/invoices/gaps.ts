import type { CivilDate, Instant } from "@tollwright/calendar";
import { type CanonicalValue, canonicalJson, sha256 } from "@tollwright/canonical";
import { type Gap, GapDecision } from "@tollwright/tax";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { type Queryable, row, rows } from "../rows.ts";

/** A required figure that we do not have: one gap, not one per invoice (books 19). Half-open days, null without end. */
export type GapFacts = Pick<Gap, "levy" | "jurisdiction" | "from" | "until" | "kind">;

/** `settled`: a decision that lets it bill stood when the run was closed; another keeps the run from approval. */
export type RunGap = GapFacts & { readonly settled: boolean };

export type StoredGap = GapFacts & {
  /** All decisions about its levy and jurisdiction, the newest first; the tax engine says which one serves. */
  readonly decisions: readonly GapDecision[];
};

/** Notes the gaps that a run met; those of invoices that are issued already stay beside them. */
export async function saveGaps(
  db: Database,
  met: { readonly run: bigint; readonly gaps: readonly RunGap[]; readonly at: Instant },
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await rows(
      transaction,
      `delete from gap_met where run = $1
         and not exists (select from invoice where run = $1 and status = 'issued')`,
      [met.run],
    );
    for (const gap of met.gaps) {
      const facts = [gap.levy, gap.jurisdiction, gap.from, gap.until, gap.kind];
      await rows(
        transaction,
        `insert into gap (levy, jurisdiction, from_day, until_day, kind, first_run, first_seen_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [...facts, met.run, new Date(met.at)],
      );
      await rows(
        transaction,
        `insert into gap_met (gap, run, settled)
         select id, $6, $7 from gap
         where levy = $1 and jurisdiction = $2 and from_day is not distinct from $3
           and until_day is not distinct from $4 and kind = $5
         on conflict do nothing`,
        [...facts, met.run, gap.settled],
      );
    }
  });
}

/** Every gap that any run met, with the decisions about it. */
export function gaps(db: Database): Promise<readonly StoredGap[]> {
  return gapsOf(db, null);
}

/** The gaps of one run as its last close met them. */
export async function gapsOfRun(db: Database, run: bigint): Promise<readonly (StoredGap & RunGap)[]> {
  const met = await rows<{ settled: boolean }>(
    db,
    `select m.settled from gap g join gap_met m on m.gap = g.id where m.run = $1 ${ORDER}`,
    [run],
  );
  return (await gapsOf(db, run)).map((gap, index) => ({ ...gap, settled: met[index]?.settled ?? false }));
}

const ORDER = "order by levy, jurisdiction, from_day nulls first, until_day, kind";

export async function gapsOf(queryable: Queryable, run: bigint | null): Promise<readonly StoredGap[]> {
  const found = await rows<{
    levy: string;
    jurisdiction: string;
    from_day: CivilDate | null;
    until_day: CivilDate | null;
    kind: Gap["kind"];
  }>(
    queryable,
    `select levy, jurisdiction, from_day, until_day, kind from gap
     where $1::bigint is null or id in (select gap from gap_met where run = $1)
     ${ORDER}`,
    [run],
  );
  const decisions = await gapDecisions(queryable);
  return found.map(({ levy, jurisdiction, from_day: from, until_day: until, kind }) => ({
    ...{ levy, jurisdiction, from, until, kind },
    decisions: decisions.filter(
      (one) => one.levy === levy && (one.jurisdiction ?? jurisdiction) === jurisdiction,
    ),
  }));
}

/**
 * Keeps a person's decision. The same one again changes nothing.
 *
 * @returns False where it was known.
 */
export async function saveGapDecision(
  db: Database,
  { decision, at }: { readonly decision: GapDecision; readonly at: Instant },
): Promise<boolean> {
  const canonical = canonicalJson(decision as CanonicalValue);
  const stored = await row(
    db,
    `insert into gap_decision (levy, decision, decision_hash, at) values ($1, $2, $3, $4)
     on conflict do nothing returning id`,
    [decision.levy, canonical, sha256(canonical), new Date(at)],
  );
  return stored !== null;
}

/** The number of the last decision; 0 where there is none. */
export async function lastGapDecision(queryable: Queryable): Promise<bigint> {
  const found = await row<{ last: bigint | null }>(queryable, "select max(id) as last from gap_decision");
  return found?.last ?? 0n;
}

/**
 * All decisions, the newest first: of two that fit a gap the later one counts.
 *
 * @param last None after this one.
 */
export async function gapDecisions(
  queryable: Queryable,
  last: bigint | null = null,
): Promise<readonly GapDecision[]> {
  const found = await rows<{ decision: string }>(
    queryable,
    "select decision from gap_decision where $1::bigint is null or id <= $1 order by id desc",
    [last],
  );
  return found.map(({ decision }) => GapDecision.parse(JSON.parse(decision)));
}
