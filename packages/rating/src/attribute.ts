import type { Instant } from "@tollwright/calendar";
import { attributionOn, type Call, type Source } from "@tollwright/cdr";
import type { Account, Owner } from "@tollwright/inventory";
import { type DiallingHabits, type NormalisedNumber, normaliseNumber } from "@tollwright/numbering";
import type { RatingRules } from "./rating-rules.ts";

/** An end of a call that we serve: whose it is, where, and the instant that its owner and price go by (books 15). */
export type Party = { readonly owner: Owner; readonly ratedAt: Instant };

export type Attribution = {
  /** Who placed the call; null where it came in from the public network, or where nobody is found. */
  readonly origin: Party | null;
  /** Who received it; null where it left to the public network, or where nobody is found. */
  readonly destination: Party | null;
  readonly from: NormalisedNumber;
  readonly to: NormalisedNumber;
};

/**
 * The first step of rating: whose trunk, account code or number was it at that instant, in the order that the source states
 * (books 6).
 *
 * A call that came in from the public network was placed by nobody of ours, whatever number it shows: calling numbers
 * can be forged. An account code names the customer on whose line the switch wrote the call, who placed it unless it came in.
 */
export function attribute(call: Call, source: Source, rules: RatingRules): Attribution {
  const from = normaliseNumber(call.from);
  const inbound = call.direction === "inbound";
  const origin = inbound
    ? null
    : partyOf({
        call,
        source,
        rules,
        trunk: call.trunkIn,
        code: call.accountHint,
        charge: call.chargeNumber,
        number: from,
      });
  const dialling = origin?.owner.account.dialling;
  const to = normaliseNumber(call.to, dialling && habitsOf(dialling));
  const destination =
    call.direction === "outbound"
      ? null
      : partyOf({
          call,
          source,
          rules,
          trunk: call.trunkOut,
          code: inbound ? call.accountHint : null,
          charge: null,
          number: to,
        });
  return { origin, destination, from: dialling === undefined ? from : atHome(call.from, dialling), to };
}

type Clue = ReturnType<typeof attributionOn>[number];

type Clues = {
  readonly call: Call;
  readonly source: Source;
  readonly rules: RatingRules;
  readonly trunk: string | null;
  readonly code: string | null;
  /** The number that the switch says pays: of the end that placed the call. */
  readonly charge: string | null;
  readonly number: NormalisedNumber;
};

/** Legal entities may bill by different instants, so the owner is found first and asked which one is his. */
function partyOf(clues: Clues): Party | null {
  const atAnswer = billingInstant(clues.call, "answer");
  const owner = ownerAt(clues, atAnswer);
  if (owner === null) return null;
  const by = clues.rules.legalEntities.get(owner.account.legalEntity)?.billCallsBy ?? "answer";
  if (by === "answer") return { owner, ratedAt: atAnswer };
  const ratedAt = billingInstant(clues.call, by);
  const ownerThen = ownerAt(clues, ratedAt);
  return ownerThen === null ? null : { owner: ownerThen, ratedAt };
}

/** A call belongs to the instant of its answer, or of its start where unanswered (books 15). */
function billingInstant(call: Call, by: "answer" | "start" | "end"): Instant {
  const answer = call.answeredAt ?? call.startedAt;
  if (by === "start") return call.startedAt;
  return by === "end" ? (call.releasedAt ?? answer) : answer;
}

function ownerAt(clues: Clues, at: Instant): Owner | null {
  for (const clue of attributionOn(clues.source, clues.call.keyDay)) {
    const owner = ownerBy(clue, clues, at);
    if (owner !== null) return owner;
  }
  return null;
}

function ownerBy(clue: Clue, clues: Clues, at: Instant): Owner | null {
  const { ownership } = clues.rules;
  const { e164 } = clues.number;
  switch (clue) {
    case "trunk":
      return clues.trunk === null ? null : ownership.ownerOfTrunk(clues.source.id, clues.trunk, at);
    case "number":
      return e164 === null ? null : ownership.ownerOfNumber(e164, at);
    case "chargeNumber":
      return ownerOfCharge(clues, at);
    case "accountCode": {
      const owner = clues.code === null ? null : ownership.ownerOfAccountCode(clues.code, at);
      return owner === null ? null : atNumbersLocation(owner, clues, at);
    }
  }
}

function ownerOfCharge({ charge, rules }: Clues, at: Instant): Owner | null {
  const e164 = charge === null ? null : normaliseNumber(charge).e164;
  return e164 === null ? null : rules.ownership.ownerOfNumber(e164, at);
}

/** An account code names no location; a number of the same account does. */
function atNumbersLocation(owner: Owner, clues: Clues, at: Instant): Owner {
  const { e164 } = clues.number;
  const holder = e164 === null ? null : clues.rules.ownership.ownerOfNumber(e164, at);
  return holder?.account.id === owner.account.id ? { ...owner, location: holder.location } : owner;
}

type Dialling = NonNullable<Account["dialling"]>;

/** Seven digits and access digits mean what the customer's own telephones mean by them. */
function habitsOf({ homeNpa, accessDigits }: Dialling): DiallingHabits {
  return {
    ...(homeNpa === undefined ? {} : { homeNpa }),
    ...(accessDigits === undefined ? {} : { accessDigits }),
  };
}

/** Nobody dials access digits for his own number. */
function atHome(number: string, { homeNpa }: Dialling): NormalisedNumber {
  return normaliseNumber(number, habitsOf({ homeNpa }));
}
