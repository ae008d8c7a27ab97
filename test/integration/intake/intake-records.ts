import { audit, type Database } from "@tollwright/postgres";
import { single } from "../postgres/test-database.ts";

/** A line of Asterisk of 60 s, a call of its own for each id. */
export function line(id: string): string {
  return `"","16035550100","12125550123","out","","PJSIP/granite-concord-${id}","PJSIP/carrier-chi-1-${id}","Dial","","2026-04-07 10:00:00","2026-04-07 10:00:05","2026-04-07 10:01:05",65,60,"ANSWERED","DOCUMENTATION","${id}","","","${id}",1\n`;
}

/** What the books say at rest: the calls, what was counted twice, and whether everything balances. */
export async function books(db: Database) {
  const { rows, differences } = await audit(db);
  const counted = (bucket: string) =>
    single(db, "select coalesce(sum(records), 0)::int from ledger where bucket = $1", [bucket]);
  return {
    calls: Number(await single(db, "select count(*) from call")),
    read: await counted("read"),
    duplicate: await counted("duplicate"),
    suspended: await counted("suspended"),
    balanced: rows.every(({ balanced }) => balanced),
    differences,
  };
}

/** The same numbers from the same seed: where a process is killed can be told, and tried again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
