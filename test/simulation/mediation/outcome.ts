import { audit, type Database } from "@tollwright/postgres";
import type { TrueCall, World } from "./world.ts";

/** What the books say, and what they should; equal line by line. */
export type Outcome = {
  readonly calls: readonly string[];
  readonly sums: Readonly<Record<string, string | number>>;
};

const clockOf = (at: number): string => new Date(at).toISOString().slice(0, 19);
const NEW_YORK = 4 * 3_600_000;

/** What a plain accountant makes of the true calls: a started minute is 0.06. */
export function expectedOf({ calls, records, suspended, pending }: World): Outcome {
  const answered = calls.filter((call) => call.answered);
  const mills = (account: string): number =>
    answered
      .filter((call) => call.account === account)
      .reduce((sum, { seconds }) => sum + 60 * Math.ceil(seconds / 60), 0);
  const money = (account: string): string => (mills(account) / 1000).toFixed(6);
  const told = ({ source, account, to, startedAt, seconds, answered: isAnswered }: TrueCall): string => {
    // The last digit of the number is what conflicting records differ in.
    return `${source} ${account} ${to.slice(0, -1)} ${clockOf(startedAt + NEW_YORK)} ${isAnswered ? seconds : 0}`;
  };
  const reasons = Object.fromEntries(
    Object.entries(suspended).map(([reason, count]) => [`suspended ${reason}`, count]),
  );
  return {
    calls: calls.map(told).sort(),
    sums: {
      ...Object.fromEntries(Object.entries(records).map(([source, count]) => [`read ${source}`, count])),
      accepted: calls.length,
      rated: answered.length,
      free: calls.length - answered.length,
      pending,
      "calls counted for alerts": answered.length,
      acme: money("acme"),
      zebra: money("zebra"),
      ...reasons,
    },
  };
}

export async function foundIn(db: Database): Promise<Outcome> {
  const { rows, differences } = await audit(db);
  const problems = [...differences, ...rows.filter(({ balanced }) => !balanced)];
  const bucket = (name: keyof (typeof rows)[number]["buckets"], source?: string): number =>
    rows
      .filter((row) => source === undefined || row.source === source)
      .reduce((sum, row) => sum + row.buckets[name].records, 0);
  const list = async <T>(statement: string): Promise<T[]> => (await db.pool.query(statement)).rows as T[];
  const calls = await list<{ told: string }>(
    `select source || ' ' || case from_number when '16035550100' then 'acme' else 'zebra' end || ' '
       || left(to_number, -1) || ' ' || to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || ' '
       || billable_milliseconds / 1000 as told
     from call_now`,
  );
  const charges = await list<{ account: string; charge: string }>(
    "select account, sum(charge)::numeric(20, 6)::text as charge from rating group by account",
  );
  const reasons = await list<{ reason: string; records: bigint }>(
    `select reason, count(*) as records from set_aside
     where status = 'open' and bucket in ('suspended', 'suspendedAtRating') group by reason`,
  );
  const [alerts] = await list<{ calls: string | null }>("select sum(calls)::text as calls from alert_usage");
  const sources = new Set(rows.map(({ source }) => source));
  return {
    calls: calls.map(({ told }) => told).sort(),
    sums: {
      ...Object.fromEntries([...sources].map((source) => [`read ${source}`, bucket("read", source)])),
      accepted: bucket("accepted"),
      rated: bucket("rated"),
      free: bucket("free"),
      pending: bucket("pending"),
      "calls counted for alerts": Number(alerts?.calls ?? 0),
      ...Object.fromEntries(["acme", "zebra"].map((account) => [account, chargeOf(charges, account)])),
      ...Object.fromEntries(reasons.map(({ reason, records }) => [`suspended ${reason}`, Number(records)])),
      ...(problems.length === 0 ? {} : { problems: JSON.stringify(problems, bigAsText) }),
    },
  };
}

function chargeOf(charges: readonly { account: string; charge: string }[], of: string): string {
  return charges.find(({ account }) => account === of)?.charge ?? "0.000000";
}

function bigAsText(_: string, member: unknown): unknown {
  return typeof member === "bigint" ? String(member) : member;
}
