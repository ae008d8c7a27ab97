import type { Charge } from "@tollwright/billing";
import { instant } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import type { Database } from "@tollwright/postgres";
import { fail, type Problem, problem, type Result } from "@tollwright/problem";
import { type Assessment, type AssessRequest, assess, type DocumentAddress } from "@tollwright/tax";
import { taxEngineOf } from "./tax-engine-of.ts";

/**
 * The taxes of a draft, by the engine that the legal entity chose. A quote, also at a draft: nothing is reported before it is
 * issued. An outside engine is not asked about corrections of earlier months, which it knows nothing of.
 */
export async function taxesOf(
  request: AssessRequest,
  of: {
    readonly database: Database;
    readonly legalEntity: LegalEntity;
    readonly payer: Account;
    readonly sites: readonly { readonly account: Account }[];
    /** Lines that correct an earlier month. */
    readonly corrected: readonly Charge[];
  },
): Promise<Result<Assessment>> {
  const { legalEntity, payer, corrected } = of;
  if (legalEntity.taxEngine === undefined) return assess(request);
  if (corrected.length > 0) return fail(notCorrected(payer.id, legalEntity.taxEngine.kind));
  const engine = taxEngineOf(legalEntity, {
    database: of.database,
    now: () => instant(Date.now()),
    env: process.env,
  });
  if (!engine.ok) return engine;
  const addresses = addressesOf(of.sites.map(({ account }) => account));
  return engine.value.quote({ code: `draft of ${payer.id}`, account: payer.id, request, addresses });
}

/** By the names under which charges carry their locations to an engine. */
export function addressesOf(accounts: readonly Account[]): ReadonlyMap<string, DocumentAddress> {
  return new Map(
    accounts.flatMap(({ id, locations }) =>
      locations.map((location) => [`${id}/${location.id}`, location.address] as const),
    ),
  );
}

function notCorrected(account: string, engine: string): Problem {
  return problem({
    code: "TAX_ENGINE_CORRECTION",
    message: `${account} has lines that correct an earlier month, and its taxes are computed by ${engine}`,
  });
}
