import assert from "node:assert";
import type { Charge } from "@tollwright/billing";
import { type CivilDate, contains, type Period } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { divide, exact, toText, whole } from "@tollwright/money";
import type { AssessRequest, GapDecision, Levy, TaxCharge } from "@tollwright/tax";
import { type BilledSite, payerFirst } from "./billed-site.ts";

/**
 * What the tax engine is asked for one invoice: the charges of all its sites at once, for caps and thresholds hold per
 * invoice. Each charge carries the place of its own location. What takes a line back is not among them: its tax is carried
 * back (books 23).
 *
 * @param sites The payer among them. @param period Decides which election of the interstate method is in force: on its first day.
 * @param decisions What finance decided about figures that we do not have.
 * @example a trunk in Chicago and one in Los Angeles: one request, two places, one FUSF cap.
 */
export function assessRequestFor(input: {
  readonly legalEntity: LegalEntity;
  readonly payer: Account;
  readonly sites: readonly BilledSite[];
  readonly period: Period;
  readonly billDate: CivilDate;
  readonly levies: readonly Levy[];
  readonly decisions: readonly GapDecision[];
}): AssessRequest {
  const { legalEntity, payer } = input;
  const charges = payerFirst(payer, input.sites).flatMap((site) =>
    site.charges.map((charge) => taxCharge(site.account, charge)),
  );
  return {
    billDate: input.billDate,
    seller: {
      interstateMethod: interstateMethods(legalEntity, input.period),
      elections: legalEntity.elections,
    },
    buyer: { kind: payer.buyerKind, exemptions: payer.exemptions },
    charges,
    levies: input.levies,
    capUniversalService: true,
    decisions: [...input.decisions],
  };
}

type Methods = NonNullable<NonNullable<AssessRequest["seller"]>["interstateMethod"]>;

function interstateMethods(legalEntity: LegalEntity, period: Period): Methods {
  const inForce = legalEntity.interstate.filter((election) => contains(election, period.from));
  return Object.fromEntries(inForce.map((election) => [election.serviceClass, election.method]));
}

function taxCharge(account: Account, charge: Charge): TaxCharge {
  const location = account.locations.find((candidate) => candidate.id === charge.location);
  assert(location !== undefined, `account ${account.id} has no location ${charge.location}`);
  return {
    id: charge.key,
    amount: charge.amount,
    label: charge.description,
    serviceClass: charge.serviceClass,
    kind: charge.chargeKind,
    portion: charge.portion,
    ...(charge.jurisdictionShares === undefined ? {} : { shares: charge.jurisdictionShares }),
    period: { from: charge.from, until: charge.until },
    counts: { ...charge.counts, ...usageCounts(charge) },
    place: location.place,
    // Two sites may each have a location `main`; caps per location must not run together.
    location: `${account.id}/${location.id}`,
    account: account.id,
    ...(charge.share === null ? {} : { fraction: charge.share }),
    ...(charge.discount === undefined ? {} : { discount: charge.discount }),
  };
}

const SECONDS_PER_MINUTE = 60;

/** For levies by the minute or the call: billed ones. */
function usageCounts(charge: Charge): Record<string, string> {
  if (charge.calls === null || charge.billedSeconds === null) return {};
  const minutes = divide(exact(charge.billedSeconds), whole(SECONDS_PER_MINUTE));
  return { calls: String(charge.calls), minutes: toText(minutes) };
}
