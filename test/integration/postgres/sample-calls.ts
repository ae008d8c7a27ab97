import type { Delivery, LedgerEntry, PositionAdvance } from "@tollwright/bus";
import { type CivilDate, type Instant, parseInstant } from "@tollwright/calendar";
import { canonicalJson, sha256 } from "@tollwright/canonical";
import type { Call } from "@tollwright/cdr";
import { type Database, ensurePositions, loadVersions, storeDelivery } from "@tollwright/postgres";
import type { CheckedDocument, VersionKind } from "@tollwright/rate-card";
import type { RatedCall, Rating } from "@tollwright/rating";

export const AT = at("2026-05-01T06:00:00Z");

export function at(text: string): Instant {
  const found = parseInstant(text);
  if (found === null) throw new Error(`not an instant: ${text}`);
  return found;
}

export const day = (text: string): CivilDate => text as CivilDate;
export const fileHash = (name: string): string => sha256(name);
const keyOf = (name: string): string => sha256(`key ${name}`).slice(0, 32);

/** A call named `name`, answered on 7 April 2026 for 72 seconds, unless said otherwise. */
export function call(name: string, facts: Partial<Call> & { file?: string; offset?: number } = {}): Call {
  const { file = "master", offset = Number.parseInt(keyOf(name).slice(0, 6), 16), ...overrides } = facts;
  return {
    source: "pbx",
    callKey: keyOf(name),
    keyIsWeak: false,
    contentHash: sha256(`content ${name}`),
    keyDay: day("2026-04-07"),
    record: { fileHash: fileHash(file), offset, length: 100, line: 1 },
    from: "13125550142",
    to: "16035550199",
    startedAt: at("2026-04-07T14:03:00Z"),
    answeredAt: at("2026-04-07T14:03:10Z"),
    releasedAt: at("2026-04-07T14:04:22Z"),
    billableMilliseconds: 72_000,
    answered: true,
    releaseCause: "NORMAL",
    direction: "outbound",
    trunkIn: "acme-chi",
    trunkOut: null,
    accountHint: null,
    chargeNumber: null,
    originatingLineInfo: null,
    jurisdictionParameter: null,
    routingNumber: null,
    estimated: false,
    ...overrides,
  };
}

export function rating(ofCall: Call, facts: Partial<Rating> = {}): Rating {
  return {
    callKey: ofCall.callKey,
    keyDay: ofCall.keyDay,
    side: "customer:origin",
    account: "acme",
    location: "acme-chi",
    ratedAt: ofCall.answeredAt ?? ofCall.startedAt,
    outcome: "rated",
    reason: "",
    callClass: "interstate",
    product: "voice",
    plan: "business",
    fromE164: ofCall.from,
    toE164: ofCall.to,
    billedSeconds: 72,
    charge: "0.052000",
    ratePerMinute: "0.035",
    connectFee: "0.01",
    prefix: "1603555",
    destination: "NH",
    deck: "us-termination",
    deckVersion: sha256("deck"),
    deckRow: 12,
    attributedBy: "trunk acme-chi",
    classifiedBy: "caller IL, called NH",
    terms: "30/6, halfUp 6, minimum 0",
    ...facts,
  };
}

export function rated(ofCall: Call, facts: Partial<Rating> = {}): RatedCall {
  const { callKey, keyDay } = ofCall;
  return { callKey, keyDay, bucket: "rated", ratings: [rating(ofCall, facts)], problem: null };
}

/** Unanswered: costs nothing, and no product was looked for. */
export function free(ofCall: Call): RatedCall {
  const { callKey, keyDay } = ofCall;
  const unanswered = rating(ofCall, {
    outcome: "free",
    reason: "UNANSWERED",
    callClass: "unanswered",
    product: null,
    plan: null,
    billedSeconds: 0,
    charge: "0",
    ratePerMinute: null,
    connectFee: null,
    prefix: null,
    deck: null,
    deckVersion: null,
    deckRow: null,
  });
  return { callKey, keyDay, bucket: "free", ratings: [unanswered], problem: null };
}

export function notRated(ofCall: Call): RatedCall {
  const { callKey, keyDay } = ofCall;
  const problem = { code: "NO_RATE", message: `no row fits ${ofCall.to}`, wayOut: "add a row" } as const;
  return { callKey, keyDay, bucket: "suspendedAtRating", ratings: [], problem };
}

/** What the in-process bus hands over: calls with the counts of what was read, and one position that moves. */
export function delivery(calls: readonly Call[], position: PositionAdvance): Delivery {
  const ledger: LedgerEntry[] = calls.map((one) => ({
    file: one.record.fileHash,
    source: one.source,
    day: one.keyDay,
    bucket: "read",
    records: 1,
    milliseconds: one.billableMilliseconds,
    recordsWithoutSeconds: 0,
  }));
  const positions = [position];
  return { calls, positions, intake: { positions, setAside: [], sequences: [], ledger } };
}

let positionCount = 0;

/** Stores calls with a position of their own. */
export async function store(db: Database, versionSet: string, outcomes: readonly [Call, RatedCall][]) {
  positionCount += 1;
  const id = `position-${positionCount}`;
  await ensurePositions(db, [id]);
  return storeDelivery(db, {
    delivery: delivery(
      outcomes.map(([one]) => one),
      { id, expected: 0n, next: 1n },
    ),
    outcomes: outcomes.map(([, outcome]) => outcome),
    versionSet,
    at: AT,
  });
}

export function version(
  kind: VersionKind,
  name: string,
  content: Record<string, string> = {},
  effectiveFrom: string | null = null,
): CheckedDocument {
  const canonical = canonicalJson({ id: name, ...content });
  return {
    kind,
    name,
    hash: sha256(canonical),
    canonical,
    effectiveFrom,
    delivered: `# delivered\n${canonical}`,
    file: `${name}.yaml`,
  };
}

/** Puts one plan and the account `acme` (Chicago) in force. */
export async function loadSample(db: Database): Promise<string> {
  const documents = [version("plan", "business"), version("account", "acme", { zone: "America/Chicago" })];
  return (await loadVersions(db, { documents, by: "Ada", at: AT })).setHash;
}
