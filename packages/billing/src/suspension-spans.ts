import { type CivilDate, contains, type Period } from "@tollwright/calendar";
import type { Account, Suspension } from "@tollwright/inventory";
import type { Product } from "@tollwright/rate-card";

/**
 * Cuts the days on which something is held by the suspensions that reach it. Only what bills by the month is suspended.
 *
 * @example suspended from 11 to 21 April at 0: 1-11 April at 1, 11-21 April at 0, 21 April - 1 May at 1.
 */
export function suspensionSpans<S extends Period & { readonly product: Product }>(
  account: Account,
  thing: { readonly product: string; readonly location?: string },
  span: S,
): readonly (S & { readonly billedShare: string })[] {
  if (account.suspensions.length === 0) return [{ ...span, billedShare: "1" }];
  const { kind } = span.product;
  const reaching =
    kind === "recurring" || kind === "channels"
      ? account.suspensions.filter((suspension) => reaches(suspension, thing))
      : [];
  const cuts = [
    ...new Set([span.from, ...reaching.flatMap(({ from, until }) => [from, until ?? from]), span.until]),
  ]
    .filter((day) => span.from <= day && day <= span.until)
    .sort();
  const spans = cuts.slice(1).map((until, index) => ({
    ...span,
    from: cuts[index] ?? span.from,
    until,
    billedShare: shareOn(reaching, cuts[index] ?? span.from),
  }));
  return joined(spans);
}

function reaches(
  { location, products }: Suspension,
  thing: { readonly product: string; readonly location?: string },
): boolean {
  return (
    (location === null || location === thing.location) &&
    (products === null || products.includes(thing.product))
  );
}

/** Suspensions of one thing never overlap: loading them is refused. */
function shareOn(suspensions: readonly Suspension[], day: CivilDate): string {
  return suspensions.find((suspension) => contains(suspension, day))?.billedShare ?? "1";
}

/** Two suspensions in a row at one share are one span: a line is cut where its price changes, not where its reason does. */
function joined<S extends Period & { readonly billedShare: string }>(spans: readonly S[]): readonly S[] {
  const result: S[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    if (before?.billedShare === span.billedShare)
      result[result.length - 1] = { ...before, until: span.until };
    else result.push(span);
  }
  return result;
}
