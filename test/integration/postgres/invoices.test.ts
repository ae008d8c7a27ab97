import { canonicalJson, sha256 } from "@tollwright/canonical";
import type { Call } from "@tollwright/cdr";
import {
  approveRun,
  billRuns,
  callByKey,
  callsOnInvoice,
  callsOnNone,
  channelIntervals,
  closingSnapshot,
  createBillRun,
  type Draft,
  documentOf,
  drafts,
  gaps,
  gapsOfRun,
  inTransaction,
  invoiceByNumber,
  invoicePeriods,
  invoices,
  issueRun,
  itemisedRatings,
  keepOnlyDrafts,
  type NewDraft,
  type SavedDraft,
  saveDocuments,
  saveDrafts,
  saveGapDecision,
  saveGaps,
  unbilledUsage,
  usageLines,
} from "@tollwright/postgres";
import type { RatedCall } from "@tollwright/rating";
import { beforeAll, describe, expect, it } from "vitest";
import * as sample from "./sample-calls.ts";
import { holdLedger, refusal, single, testDatabase, waitingSessions } from "./test-database.ts";

const test = testDatabase();
let setHash: string;
let april: bigint;
let batches: string;

// April in Chicago: 2026-04-01T05:00Z until 2026-05-01T05:00Z.
const FROM = sample.at("2026-04-01T05:00:00Z");
const UNTIL = sample.at("2026-05-01T05:00:00Z");
/** After every batch of these tests. */
const CUTOFF = sample.at("2027-01-01T00:00:00Z");
const scope = () => ({ accounts: ["acme"], fromInstant: FROM, untilInstant: UNTIL, batches });

function answeredAt(name: string, text: string, facts: Parameters<typeof sample.call>[1] = {}): Call {
  const answered = sample.at(text);
  const keyDay = sample.day(text.slice(0, 10));
  return sample.call(name, {
    keyDay,
    startedAt: answered,
    answeredAt: answered,
    releasedAt: answered,
    ...facts,
  });
}

const firstSecond = answeredAt("first second", "2026-04-01T05:00:00Z");
const lastSecond = answeredAt("last second", "2026-05-01T04:59:59Z", { keyDay: sample.day("2026-04-30") });
const justBefore = answeredAt("just before", "2026-04-01T04:59:59Z", { keyDay: sample.day("2026-03-31") });
const justAfter = answeredAt("just after", "2026-05-01T05:00:00Z");
const unanswered = sample.call("unanswered", { answered: false, answeredAt: null, billableMilliseconds: 0 });
const suspended = sample.call("suspended");
const late = answeredAt("late", "2026-04-20T12:00:00Z");
const slow = answeredAt("slow", "2026-04-21T12:00:00Z");
const onNet = answeredAt("on net", "2026-04-22T12:00:00Z");

const store = (outcomes: [Call, RatedCall][]) => sample.store(test.db, setHash, outcomes);
const runFacts = {
  legalEntity: "prairie",
  from: sample.day("2026-04-01"),
  until: sample.day("2026-05-01"),
  billDate: sample.day("2026-05-01"),
  dueDate: sample.day("2026-05-31"),
  cutoff: sample.AT,
  at: sample.AT,
};
const content = (account: string, amount: string) => canonicalJson({ account, amount, schema: "sample" });
const draftOf = (account: string, amount: string) => ({
  account,
  canonicalContent: content(account, amount),
  contentHash: sha256(content(account, amount)),
  periods: [
    { account, period: "2026-04", from: FROM, until: UNTIL, batches, versions: setHash, ...NOTHING_CARRIED },
  ],
  total: amount,
  borne: null,
});
async function saveDraft(draft: NewDraft, run = april): Promise<SavedDraft | undefined> {
  const saving = { run, drafts: [draft], at: sample.AT };
  const saved = await inTransaction(test.db, (transaction) => saveDrafts(transaction, saving));
  return saved.get(draft.account);
}
/** No pools, and nothing of the period was invoiced before. */
const NOTHING_CARRIED = { opening: null, carried: null, earlier: 0, isAdvance: false };
const issuing = (run: bigint) => ({
  run,
  series: "TW-2026",
  issuedOn: sample.day("2026-05-01"),
  at: sample.AT,
  finish: ({ canonicalContent }: Draft, number: string) => {
    const canonical = canonicalJson({ ...JSON.parse(canonicalContent), issuedOn: "2026-05-01", number });
    return { canonical, invoiceHash: sha256(canonical) };
  },
});

beforeAll(async () => {
  setHash = await sample.loadSample(test.db);
  await store([
    [firstSecond, sample.rated(firstSecond, { charge: "0.010001" })],
    [lastSecond, sample.rated(lastSecond, { charge: "0.02", billedSeconds: 6 })],
    [justBefore, sample.rated(justBefore)],
    [justAfter, sample.rated(justAfter)],
    [unanswered, sample.free(unanswered)],
    [suspended, sample.notRated(suspended)],
    [
      onNet,
      {
        ...sample.rated(onNet, { outcome: "free", reason: "FREE_BY_PLAN", callClass: "onNet", charge: "0" }),
        bucket: "free",
      },
    ],
  ]);
  april = (await createBillRun(test.db, runFacts)).id;
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("what a close reads (books 11, 15)", () => {
  it("is the committed batches, not one that commits later under a lower number", async () => {
    const held = await holdLedger(test.db); // batch 2 waits before its commit …
    const storing = store([[slow, sample.rated(slow)]]);
    await waitingSessions(test.db, 1);
    await single(test.db, "insert into load_batch (kind, at) values ('intake', now()) returning id"); // … batch 3 is there
    batches = (await closingSnapshot(test.db, CUTOFF)).batches;
    expect(batches).toBe("{[1,2),[3,4)}");
    await held.release();
    expect((await storing).kind).toBe("stored");
    expect((await closingSnapshot(test.db, CUTOFF)).batches).toBe("{[1,4)}");
  });

  it("sums the account's period exactly, by the parts of a line's key", async () => {
    // 0.010001 + 0.02 = 0.030001 and 72 + 6 = 78 s; the calls a second before and at the end belong to other periods.
    const line = {
      account: "acme",
      location: "acme-chi",
      plan: "business",
      product: "voice",
      side: "customer:origin",
    };
    expect(await usageLines(test.db, scope())).toEqual([
      { ...line, callClass: "interstate", calls: 2, billedSeconds: "78", charge: "0.030001" },
      { ...line, callClass: "onNet", calls: 1, billedSeconds: "72", charge: "0" },
    ]);
    expect(await usageLines(test.db, { ...scope(), accounts: ["somebody"] })).toEqual([]);
    expect(await usageLines(test.db, { ...scope(), batches: "{}" })).toEqual([]);
  });

  it("itemises the same calls in order of instant", async () => {
    const calls = await all(itemisedRatings(test.db, scope()));
    expect(calls.map(({ call }) => call)).toEqual([firstSecond, onNet, lastSecond]);
    expect(calls[0]?.rating).toEqual(sample.rating(firstSecond, { charge: "0.010001" }));
    for await (const { call } of itemisedRatings(test.db, scope())) {
      expect(call).toEqual(firstSecond);
      break; // a reader that stops early gives its connection back
    }
    expect(test.db.pool.idleCount).toBe(test.db.pool.totalCount);
  });

  it("finds the channels that a trunk's calls occupied, unanswered ones too, from the day before on (books 16)", async () => {
    const overnight = answeredAt("overnight", "2026-04-01T04:50:00Z", {
      keyDay: sample.day("2026-03-31"),
      trunkIn: null,
      trunkOut: "wave",
      releasedAt: sample.at("2026-04-01T05:10:00Z"),
    });
    await store([[overnight, sample.rated(overnight, { account: "wave" })]]);
    const period = {
      fromInstant: FROM,
      untilInstant: UNTIL,
      batches: (await closingSnapshot(test.db, CUTOFF)).batches,
    };
    const names = [
      { source: "pbx", name: "wave" },
      { source: "other", name: "acme-chi" },
    ];
    expect(await channelIntervals(test.db, { ...period, names })).toEqual([
      {
        ...{ source: "pbx", name: "wave", seizedAt: overnight.startedAt },
        ...{ answeredAt: overnight.answeredAt, releasedAt: overnight.releasedAt },
      },
    ]);
    const acme = await channelIntervals(test.db, { ...period, names: [{ source: "pbx", name: "acme-chi" }] });
    expect(acme.length).toBe(6); // first and last second, unanswered, suspended, on-net, slow
  });
});

describe("a run from draft to issued (books 17)", () => {
  it("is one run per legal entity and period", async () => {
    expect((await createBillRun(test.db, runFacts)).id).toBe(april);
    expect(await billRuns(test.db)).toMatchObject([{ id: april, status: "draft", cutoff: sample.AT }]);
  });

  it("keeps a draft, replaces it, leaves an equal one, and drops a stray one", async () => {
    expect(await saveDraft(draftOf("acme", "1.00"))).toBe("created");
    expect(await saveDraft(draftOf("acme", "1.00"))).toBe("unchanged");
    expect(await saveDraft(draftOf("acme", "0.03"))).toBe("replaced");
    for (const account of ["Zebra", "stray"]) await saveDraft(draftOf(account, "2.00"));
    expect(await keepOnlyDrafts(test.db, { run: april, accounts: ["acme", "Zebra"] })).toBe(1);
    // By code unit: capital letters before small ones (books 18).
    expect((await drafts(test.db, april)).map(({ account }) => account)).toEqual(["Zebra", "acme"]);
  });

  it("is not issued before it is approved, nor where a draft changed since", async () => {
    expect(await issueRun(test.db, issuing(april))).toEqual({
      kind: "notApproved",
      accounts: ["Zebra", "acme"],
    });
    const gap = {
      levy: "il-911",
      jurisdiction: "US / IL",
      from: null,
      until: sample.day("2026-05-01"),
      kind: "missing" as const,
    };
    const open = { ...gap, from: sample.day("2026-05-01"), until: null };
    const met = [gap, gap, open].map((one) => ({ ...one, settled: one === gap }));
    await saveGaps(test.db, { run: april, gaps: met, at: sample.AT });
    const decision = {
      levy: "il-911",
      decision: "billWithout" as const,
      by: "Grace",
      reason: "asked the state",
      expires: sample.day("2026-06-30"),
    };
    expect(await saveGapDecision(test.db, { decision, at: sample.AT })).toBe(true);
    expect(await saveGapDecision(test.db, { decision, at: sample.AT })).toBe(false);
    const shown = [gap, open].map((one) => ({ ...one, decisions: [decision] }));
    expect(await gaps(test.db)).toEqual(shown);
    expect((await gapsOfRun(test.db, april)).map(({ settled }) => settled)).toEqual([true, false]);

    const approval = await approveRun(test.db, { run: april, by: "Grace", at: sample.AT });
    expect(approval.approved).toEqual(["Zebra", "acme"]);
    expect(await single(test.db, "select record from run_approval")).toEqual(approval.record);
    expect(approval.record.gaps).toEqual(shown);

    expect(await saveDraft(draftOf("acme", "0.04"))).toBe("backToReview");
    expect(await issueRun(test.db, issuing(april))).toEqual({ kind: "notApproved", accounts: ["acme"] });
    await saveDraft(draftOf("acme", "0.03"));
    expect((await approveRun(test.db, { run: april, by: "Grace", at: sample.AT })).approved).toEqual([
      "acme",
    ]);
  });

  it("numbers in order of account without gaps, also after a failure in the middle, and once", async () => {
    const failing = issuing(april);
    let finished = 0;
    const half = {
      ...failing,
      finish: (draft: Draft, number: string) => {
        finished += 1;
        if (finished === 2) throw new Error("the power went out");
        return failing.finish(draft, number);
      },
    };
    await expect(issueRun(test.db, half)).rejects.toThrow("the power went out");
    const changing = {
      ...failing,
      finish: (draft: Draft, number: string) => {
        const canonical = failing.finish(draft, number).canonical.replace("0.03", "9.99");
        return { canonical, invoiceHash: sha256(canonical) };
      },
    };
    await expect(issueRun(test.db, changing)).rejects.toThrow(/changed the invoice/);

    const issued = await issueRun(test.db, issuing(april));
    if (issued.kind !== "issued") throw new Error(issued.kind);
    expect(issued.invoices.map(({ account, number }) => [account, number])).toEqual([
      ["Zebra", "TW-2026-000001"],
      ["acme", "TW-2026-000002"],
    ]);
    expect(await issueRun(test.db, issuing(april))).toEqual(issued);
    expect(await saveDraft(draftOf("acme", "7.00"))).toBe("alreadyIssued");
    const renewed = await createBillRun(test.db, { ...runFacts, dueDate: sample.day("2026-06-30") });
    expect(renewed).toMatchObject({ id: april, dueDate: "2026-05-31", status: "issued" });

    const may = (
      await createBillRun(test.db, { ...runFacts, from: runFacts.until, until: sample.day("2026-06-01") })
    ).id;
    await saveDraft({ ...draftOf("Zebra", "3.00"), periods: [] }, may);
    await approveRun(test.db, { run: may, by: "Grace", at: sample.AT });
    await issueRun(test.db, issuing(may));
    expect((await invoices(test.db, { account: "Zebra" })).map(({ number }) => number)).toEqual([
      "TW-2026-000001",
      "TW-2026-000003",
    ]);
  });
});

describe("what was issued stays (books 18)", () => {
  const number = "TW-2026-000002";

  it("keeps its documents as they were stored first", async () => {
    const save = (text: string) =>
      saveDocuments(test.db, {
        number,
        documents: [{ kind: "pdf", pieces: [Buffer.from(text)] }],
        at: sample.AT,
      });
    expect(await save("pdf")).toEqual([{ kind: "pdf", sha256: sha256("pdf"), stored: "new" }]);
    expect(await save("pdf")).toEqual([{ kind: "pdf", sha256: sha256("pdf"), stored: "same" }]);
    expect(await save("other")).toEqual([{ kind: "pdf", sha256: sha256("pdf"), stored: "keptEarlier" }]);
    expect(await stored("pdf")).toBe("pdf");
    expect(await documentOf(test.db, { number, kind: "csv" })).toBeNull();
  });

  it("keeps a long document in pieces, with the hash of all of it", async () => {
    const long = Buffer.alloc(2_500_000, "0123456789");
    const save = (bytes: Buffer) =>
      saveDocuments(test.db, {
        number,
        documents: [{ kind: "csv", pieces: [bytes.subarray(0, 7), bytes.subarray(7)] }],
        at: sample.AT,
      });
    expect(await save(long)).toEqual([{ kind: "csv", sha256: sha256(long), stored: "new" }]);
    expect(await save(long)).toEqual([{ kind: "csv", sha256: sha256(long), stored: "same" }]);
    expect(await save(long.subarray(1))).toEqual([
      { kind: "csv", sha256: sha256(long), stored: "keptEarlier" },
    ]);
    expect(await stored("csv")).toBe(long.toString());
    const { rows } = await test.db.pool.query(
      "select ordinal, length(bytes) from invoice_document_piece order by ordinal",
    );
    expect(rows.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 402_848]);
  });

  it("stores none of the documents where one breaks off", async () => {
    const broken = async function* () {
      yield Buffer.alloc(3_000_000);
      throw new Error("the calls changed");
    };
    const documents = [
      { kind: "json", pieces: [Buffer.from("{}")] },
      { kind: "xlsx", pieces: broken() },
    ] as const;
    await expect(saveDocuments(test.db, { number, documents, at: sample.AT })).rejects.toThrow(
      "the calls changed",
    );
    expect(await documentOf(test.db, { number, kind: "json" })).toBeNull();
    expect(await documentOf(test.db, { number, kind: "xlsx" })).toBeNull();
  });

  async function stored(kind: "pdf" | "csv"): Promise<string> {
    const found = await documentOf(test.db, { number, kind });
    return found === null ? "" : Buffer.concat(await Array.fromAsync(found.pieces)).toString();
  }

  it.each([
    "update invoice set total = 0 where status = 'issued'",
    "update invoice set status = 'draft', number = null where status = 'issued'",
    "delete from invoice where status = 'issued'",
    "truncate invoice cascade",
    "update invoice_period set batches = '{}'",
    "delete from invoice_period",
    "insert into invoice_period select invoice, account, '2026-05', from_instant, until_instant, batches, versions from invoice_period",
    "truncate invoice_period",
    "update invoice_document set sha256 = ''",
    "delete from invoice_document",
    "truncate invoice_document",
    "update invoice_document_piece set ordinal = 9",
    "delete from invoice_document_piece",
    "truncate invoice_document_piece",
    "update run_approval set by_whom = 'Mallory'",
    "delete from invoice_event",
    "delete from gap_decision",
  ])("refuses: %s", async (statement) => {
    const before = await invoices(test.db);
    expect(await refusal(test.db, statement)).toBe("23000");
    expect(await invoices(test.db)).toEqual(before);
  });

  it("is found by its number, with the set of calls that it holds", async () => {
    const found = await invoiceByNumber(test.db, number);
    expect(found).toMatchObject({
      account: "acme",
      total: "0.03",
      invoiceHash: sha256(found?.canonical ?? ""),
    });
    expect(await invoiceByNumber(test.db, "TW-2026-000009")).toBeNull();
    expect(await invoicePeriods(test.db, number)).toEqual(draftOf("acme", "0.03").periods);
  });
});

describe("two questions with one-query answers (books 11)", () => {
  it("which calls are on this invoice", async () => {
    const on = await callsOnInvoice(test.db, "TW-2026-000002");
    expect(on.map(({ callKey }) => callKey)).toEqual(
      [firstSecond, onNet, lastSecond].map(({ callKey }) => callKey),
    );
    expect(on[0]).toMatchObject({ period: "2026-04", charge: "0.010001", billedSeconds: 72 });
    expect((await callByKey(test.db, lastSecond.callKey))?.invoices).toEqual(["TW-2026-000002"]);
    expect(await callsOnInvoice(test.db, "TW-2026-000001")).toEqual([]);
  });

  it("which calls of April are on none, and why; a late call is unbilled usage and changes no invoice", async () => {
    await store([[late, sample.rated(late, { charge: "0.5" })]]);
    const none = await callsOnNone(test.db, { from: FROM, until: UNTIL });
    const why = new Map(none.map(({ callKey, why, reason }) => [callKey, `${why} ${reason}`.trim()]));
    expect(why).toEqual(
      new Map([
        [unanswered.callKey, "unanswered UNANSWERED"],
        [suspended.callKey, "suspended NO_RATE"],
        [late.callKey, "unbilled"],
        [slow.callKey, "unbilled"], // its batch committed after the close had looked
      ]),
    );
    expect((await callsOnInvoice(test.db, "TW-2026-000002")).length).toBe(3);
  });

  it("unbilled usage by account and month in the account's zone", async () => {
    const acme = (await unbilledUsage(test.db)).filter(({ account }) => account === "acme");
    // March 31st in Chicago: just before; April: late 0.5 and slow 0.052; May 1st: just after.
    expect(acme.map(({ period, state, calls, charge }) => [period, state, calls, charge])).toEqual([
      ["2026-03", "unbilled", 1, "0.052000"],
      ["2026-04", "unbilled", 2, "0.552000"],
      ["2026-05", "unbilled", 1, "0.052000"],
    ]);
  });

  it("a period is computed in full, and a second invoice that touches it has only the calls that the first left", async () => {
    batches = (await closingSnapshot(test.db, CUTOFF)).batches;
    const other = (await createBillRun(test.db, { ...runFacts, legalEntity: "second" })).id;
    const lines = await usageLines(test.db, scope());
    expect(lines.reduce((calls, line) => calls + line.calls, 0)).toBe(5); // three of the first invoice
    await saveDraft(draftOf("acme", "0.55"), other);
    expect(await usageLines(test.db, scope())).toEqual(lines);
    const none = await callsOnNone(test.db, { from: FROM, until: UNTIL });
    expect(none.filter(({ why }) => why === "draft").length).toBe(2);
    const drafted = "select count(*) from call_on_invoice where number is null";
    expect(await single(test.db, drafted)).toBe(2n);
  });
});
