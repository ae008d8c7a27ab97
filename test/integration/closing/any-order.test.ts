import { readInvoice } from "@tollwright/invoice";
import { exact, sum, toFixedText } from "@tollwright/money";
import { invoices } from "@tollwright/postgres";
import { expect, it } from "vitest";
import { confirmRerating, rerate } from "../../../services/cli/src/steps/rerate.ts";
import { FILES, FORGOTTEN, line, type Story, story, value } from "../main-job/small-company.ts";
import { testDatabase } from "../postgres/test-database.ts";

const test = testDatabase();
const MONTHS = ["2026-02", "2026-03", "2026-04"];
const CLOSES = [...MONTHS, "2026-05"];

/** A small generator of our own, so that a seed names a story. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

type Arrival = { readonly text: string; readonly afterCloses: number };

/** Calls of three months and two accounts; each arrives before or after any of the closes. */
function arrivals(seed: number): readonly Arrival[] {
  const roll = dice(seed);
  return Array.from({ length: 14 }, (_, index) => {
    const month = MONTHS[roll(MONTHS.length)] ?? "2026-02";
    const at = `${month}-${String(1 + roll(28)).padStart(2, "0")} 10:00:00`;
    const trunk = roll(2) === 0 ? "acme" : "zebra";
    return { text: line(`call ${index}`, { at, trunk, seconds: 1 + roll(400) }), afterCloses: roll(4) };
  });
}

/** From May on acme's number is known to have ended on 20 March, and its trunk to have been zebra's all along. */
const CORRECTED = Object.fromEntries(
  Object.entries({ ...FILES, ...FORGOTTEN })
    .filter(([path]) => path.includes("/accounts/"))
    .map(([path, text]) => [
      path,
      path.endsWith("acme.yaml")
        ? text
            .replace("product: did, from: 2026-01-01", "product: did, from: 2026-01-01, until: 2026-03-20")
            .replace("PJSIP/acme", "PJSIP/gone")
        : text.replace("PJSIP/zebra }]", "PJSIP/zebra }, { source: pbx, name: PJSIP/acme }]"),
    ]),
);

/** Bills all months, with calls and corrections late, or all of them known from the first. */
async function play(
  on: Story,
  { seed, isLate }: { readonly seed: number; readonly isLate: boolean },
): Promise<void> {
  await on.load(FORGOTTEN);
  const all = arrivals(seed);
  const known = (closes: number): readonly Arrival[] =>
    all.filter(({ afterCloses }) => (isLate ? afterCloses === closes : closes === 0));
  if (!isLate) await on.load(CORRECTED);
  for (const [closes, month] of CLOSES.entries()) {
    const texts = known(closes).map(({ text }) => text);
    if (texts.length > 0) await on.ingest(`${closes}.csv`, ...texts);
    if (isLate && closes === CLOSES.length - 1) {
      await on.load(CORRECTED);
      const rerating = value(await rerate(on, { period: null, account: "acme", deck: null, knownAt: null }));
      value(await confirmRerating(on, { rerating, by: "finance" }));
    }
    expect(value(await on.close(month)).problems).toEqual([]);
    value(await on.approve(month));
    value(await on.issue(month));
  }
}

/** The pre-tax sum over all invoices of each account. */
async function sums(on: Story): Promise<Readonly<Record<string, string>>> {
  const issued = await invoices(on.database, {});
  const byAccount = Map.groupBy(issued, ({ account }) => account);
  return Object.fromEntries(
    [...byAccount].map(([account, own]) => {
      const charges = own.map(({ canonical }) => exact(readInvoice(canonical).totals.charges));
      return [account, toFixedText(sum(charges), 2)];
    }),
  );
}

it.each([1, 2, 3])(
  "books 12: months in any order with closes in between come to the same sum of each account (seed %d)",
  async (seed) => {
    const [late, atOnce] = [await story(test, `late_${seed}`), await story(test, `at_once_${seed}`)];
    await play(late, { seed, isLate: true });
    await play(atOnce, { seed, isLate: false });
    expect(await sums(late)).toEqual(await sums(atOnce));
  },
);
