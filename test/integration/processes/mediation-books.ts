import { audit, type Database } from "@tollwright/postgres";

/** What the books say, without numbers and places of records, which depend on who came first. */
export type Books = {
  /** A line for each call with what it bills. */
  readonly calls: readonly string[];
  readonly charges: readonly string[];
  /** Records and milliseconds by source, day and bucket. */
  readonly buckets: readonly string[];
  readonly setAside: readonly string[];
  readonly alerts: readonly string[];
  /** Hash of each draft's content, and every value of it by its place. */
  readonly drafts: readonly string[];
  /** What breaks the balances: nothing. */
  readonly wrong: readonly string[];
};

export async function booksOf(db: Database): Promise<Books> {
  const lines = async (statement: string): Promise<readonly string[]> => {
    const { rows } = await db.pool.query({ text: statement, rowMode: "array" });
    return (rows as unknown[][]).map((row) => row.map((cell) => text(cell)).join(" "));
  };
  const { rows, differences } = await audit(db);
  return {
    calls: await lines(CALLS),
    charges: await lines(
      "select account, side, product, count(*), sum(billed_seconds), sum(charge) from rating group by 1, 2, 3 order by 1, 2, 3",
    ),
    buckets: await lines(
      `select source, day, bucket, sum(records), sum(milliseconds) from ledger group by 1, 2, 3
       having sum(records) <> 0 or sum(milliseconds) <> 0 order by 1, 2, 3`,
    ),
    setAside: await lines(
      "select source, bucket, reason, status, count(*) from set_aside where status <> 'recycled' group by 1, 2, 3, 4 order by 1, 2, 3, 4",
    ),
    alerts: await lines(
      "select rule, account, sum(calls), sum(charge) from alert_usage group by 1, 2 order by 1, 2",
    ),
    drafts: (await db.pool.query<Draft>("select account, content, content_hash as hash from invoice")).rows
      .flatMap(({ account, content, hash }) => [
        `${account} ${hash}`,
        ...valuesOf(`${account} `, JSON.parse(content)),
      ])
      .sort(),
    wrong: [
      ...rows.filter((row) => !row.balanced || row.buckets.inTransit.records !== 0),
      ...differences,
    ].map(text),
  };
}

type Draft = { readonly account: string; readonly content: string; readonly hash: string };

function valuesOf(place: string, value: unknown): readonly string[] {
  if (value === null || typeof value !== "object") return [`${place}${String(value)}`];
  return Object.entries(value).flatMap(([name, member]) => valuesOf(`${place}${name} `, member));
}

const CALLS = `
  select c.source, encode(c.call_key, 'hex'), c.key_day, c.from_number, c.to_number, extract(epoch from c.started_at),
    extract(epoch from c.answered_at), extract(epoch from c.released_at), c.billable_milliseconds, c.estimated,
    r.side, r.account, r.product, r.billed_seconds, r.charge
  from call_now c left join rating r on r.call_key = c.call_key and r.key_day = c.key_day
  order by c.source, c.call_key, c.key_day, r.side`;

function text(value: unknown): string {
  if (value !== null && typeof value === "object" && !(value instanceof Date))
    return JSON.stringify(value, (_, member: unknown) =>
      typeof member === "bigint" ? String(member) : member,
    );
  return value instanceof Date ? value.toISOString() : String(value);
}

/** What one of the two has and the other has not; the first few, for thousands help nobody. */
export function differences(expected: Books, found: Books): readonly string[] {
  const FIRST = 5;
  return (Object.keys(expected) as (keyof Books)[]).flatMap((part) => {
    const [is, should] = [new Set(found[part]), new Set(expected[part])];
    const lacking = expected[part].filter((line) => !is.has(line)).slice(0, FIRST);
    const surplus = found[part].filter((line) => !should.has(line)).slice(0, FIRST);
    const twice = found[part].length === is.size ? [] : [`${part}: lines that stand twice`];
    return [
      ...lacking.map((line) => `${part} lacks ${line}`),
      ...surplus.map((line) => `${part} has ${line}`),
      ...twice,
    ];
  });
}
