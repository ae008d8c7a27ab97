import { type CivilDate, civilDate, type Period, startOfDay } from "@tollwright/calendar";
import { type CallPlace, type Database, ratedCalls, versionsInForce } from "@tollwright/postgres";
import { fail, ok, type Result } from "@tollwright/problem";
import {
  compareDelivery,
  compileDecks,
  type DeckDelivery,
  type DeckDifference,
  deckAsOf,
  deckVersion,
  parsedOf,
  type RateDeck,
  type ReadDeck,
  type VersionDocument,
} from "@tollwright/rate-card";
import { compileRatingRules, type DeckMoney, deckMoney } from "@tollwright/rating";

export type DeliveryDifference = {
  readonly difference: DeckDifference;
  /** Null: nothing of the deck is in force yet, or nobody asked. */
  readonly money: DeckMoney | null;
  /** Both decks are taken as they are on this day, the last on which the delivery changes something. */
  readonly asOf: CivilDate;
};

/** Before any call that was ever made. */
const ALWAYS = civilDate("1990-01-01");
/** Calls that are held at once. */
const MAX_CALLS = 2_000;

/** A delivery beside what is in force of its deck, and what it would change on the calls of a month. */
export async function deckDifference(
  db: Database,
  {
    deck,
    stated,
    month,
  }: {
    readonly deck: RateDeck;
    readonly stated?: ReadDeck["stated"];
    readonly month: Period | null;
  },
): Promise<Result<DeliveryDifference>> {
  const { documents } = await versionsInForce(db);
  // A delivery of the same day would take the place of the one in force.
  const others = deliveriesOf(documents, deck.id).filter(
    (each) => each.deck.effectiveFrom !== deck.effectiveFrom,
  );
  const now = deliveriesOf(documents, deck.id);
  const inForce = now.length === 0 ? null : compileDecks(now);
  const then = compileDecks([...others, { hash: "delivered", deck }]);
  if (inForce !== null && !inForce.ok) return inForce;
  if (!then.ok) return then;
  const listed = now.flatMap((each) => each.deck.rows.map(({ prefix }) => prefix));
  const difference = compareDelivery(deck, {
    inForce: inForce?.value ?? null,
    listed,
    ...(stated === undefined ? {} : { stated }),
  });
  const asOf = deck.rows.reduce(
    (day, row) => (row.effectiveFrom > day ? row.effectiveFrom : day),
    deck.effectiveFrom,
  );
  if (inForce === null || month === null) return ok({ difference, money: null, asOf });
  const prefixes = [...listed, ...deck.rows.map(({ prefix }) => prefix)];
  const flat = (compiled: typeof inForce.value, terms: RateDeck) =>
    deckVersion(deckAsOf(compiled, asOf, { prefixes, terms, from: ALWAYS }));
  const terms = now.at(-1)?.deck ?? deck;
  const money = await moneyOf(db, {
    deck,
    month,
    documents: documents.filter(({ kind, name }) => !(kind === "deck" && name === deck.id)),
    before: flat(inForce.value, terms),
    after: flat(then.value, deck),
  });
  return money.ok ? ok({ difference, money: money.value, asOf }) : money;
}

function deliveriesOf(documents: readonly VersionDocument[], id: string): readonly DeckDelivery[] {
  const own = documents.filter(({ kind, name }) => kind === "deck" && name === id);
  return parsedOf(own, "deck").map(({ document, value }) => ({ hash: document.hash, deck: value }));
}

async function moneyOf(
  db: Database,
  asked: {
    readonly deck: RateDeck;
    readonly month: Period;
    readonly documents: readonly VersionDocument[];
    readonly before: VersionDocument;
    readonly after: VersionDocument;
  },
): Promise<Result<DeckMoney>> {
  const { deck, month, documents } = asked;
  const before = compileRatingRules({ documents: [...documents, asked.before] });
  const after = compileRatingRules({ documents: [...documents, asked.after] });
  if (!before.ok) return before;
  if (!after.ok) return fail(...after.problems);
  const counter = deckMoney(deck.id, before.value, after.value);
  const filter = {
    // What vendors charge belongs to no account.
    accounts: [...parsedOf(documents, "account").map(({ value }) => value.id), ""],
    fromInstant: startOfDay(month.from, deck.zone),
    untilInstant: startOfDay(month.until, deck.zone),
    deck: deck.id,
  };
  let place: CallPlace | null = null;
  for (;;) {
    const page = await ratedCalls(db, { filter, after: place, limit: MAX_CALLS });
    for (const { call } of page) counter.take(call);
    const last = page.at(-1);
    if (last === undefined) return ok(counter.result());
    place = last.call;
  }
}
