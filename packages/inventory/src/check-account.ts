import type { OpenPeriod } from "@tollwright/calendar";
import type { Account } from "./account.ts";
import { checkMoneyTerms } from "./check-money-terms.ts";
import { checkTrafficFactors } from "./check-traffic-factors.ts";
import { datedItems } from "./dated-items.ts";
import { finding, type InventoryFinding } from "./finding.ts";
import { shareADay } from "./share-a-day.ts";
import { locationsOf } from "./used-at.ts";

/** What is wrong inside one account, whatever else is loaded. */
export function checkAccount(account: Account): readonly InventoryFinding[] {
  return [
    ...datesInOrder(account),
    ...locationsKnown(account),
    ...idsDiffer(account),
    ...plansDoNotOverlap(account),
    ...channelsDoNotOverlap(account),
    ...certificatesSelect(account),
    ...checkTrafficFactors(account),
    ...checkMoneyTerms(account),
  ];
}

type Dated = { readonly path: readonly (string | number)[]; readonly dates: Partial<OpenPeriod> | null };

function datesInOrder(account: Account): InventoryFinding[] {
  const dated: readonly Dated[] = [
    ...account.plans.map((dates, index) => ({ path: ["plans", index], dates })),
    ...datedItems(account),
    ...channelEntries(account),
    ...account.exemptions.map((dates, index) => ({
      path: ["exemptions", index],
      dates: { ...(dates.from ? { from: dates.from } : {}), until: dates.until ?? null },
    })),
  ];
  return dated.flatMap(({ path, dates }) => {
    const { from, until } = dates ?? {};
    if (!from || !until || from < until) return [];
    const message = `it ends on ${until}, and starts on ${from}`;
    return [finding({ account: account.id, path: [...path, "until"], code: "DATES_REVERSED", message })];
  });
}

function channelEntries({ trunkGroups }: Account) {
  return trunkGroups.flatMap((group, index) =>
    group.channels.map((dates, entry) => ({ path: ["trunkGroups", index, "channels", entry], dates })),
  );
}

function locationsKnown(account: Account): InventoryFinding[] {
  const known = new Set(account.locations.map((location) => location.id));
  const named = [
    { path: [], key: "defaultLocation", location: account.defaultLocation },
    ...datedItems(account).map((item) => ({ path: item.path, key: "location", location: item.location })),
    ...usedAtLocations(account),
  ];
  return named.flatMap(({ path, key, location }) => {
    if (location === null || known.has(location)) return [];
    const message = `it has no location ${location}`;
    return [finding({ account: account.id, path: [...path, key], code: "REFERENCE_UNKNOWN", message })];
  });
}

function usedAtLocations({ subscriptions, trunkGroups }: Account) {
  const held = [
    ...subscriptions.map(({ usedAt }, index) => ({ path: ["subscriptions", index], usedAt })),
    ...trunkGroups.map(({ usedAt }, index) => ({ path: ["trunkGroups", index], usedAt })),
  ];
  return held.flatMap(({ path, usedAt }) =>
    usedAt === undefined
      ? []
      : locationsOf(usedAt).map((named) => ({
          path: [...path, "usedAt", ...named.path.slice(0, -1)],
          key: named.path.at(-1) ?? "",
          location: named.location,
        })),
  );
}

function idsDiffer(account: Account): InventoryFinding[] {
  const seen = new Set<string>();
  return datedItems(account).flatMap(({ path, id }) => {
    if (id === null) return [];
    const key = `${path[0]} ${id}`;
    if (seen.has(key))
      return [
        finding({
          account: account.id,
          path: [...path, "id"],
          code: "ID_TWICE",
          message: `${key} stands twice`,
        }),
      ];
    seen.add(key);
    return [];
  });
}

function plansDoNotOverlap({ id, plans }: Account): InventoryFinding[] {
  return overlaps(plans).map(({ index, other }) =>
    finding({
      account: id,
      path: ["plans", index],
      code: "PLANS_OVERLAP",
      message: `plans ${plans[other]?.plan} and ${plans[index]?.plan} hold on the same day`,
    }),
  );
}

function channelsDoNotOverlap({ id, trunkGroups }: Account): InventoryFinding[] {
  return trunkGroups.flatMap((group, position) =>
    overlaps(group.channels).map(({ index }) =>
      finding({
        account: id,
        path: ["trunkGroups", position, "channels", index],
        code: "DATES_OVERLAP",
        message: `trunk group ${group.id} has two counts of committed channels on the same day`,
      }),
    ),
  );
}

/** Pairs of entries that share a day; the later one is named. */
function overlaps(entries: readonly OpenPeriod[]): { readonly index: number; readonly other: number }[] {
  return entries.flatMap((entry, index) => {
    const other = entries.slice(0, index).findIndex((earlier) => shareADay(earlier, entry));
    return other < 0 ? [] : [{ index, other }];
  });
}

function certificatesSelect({ id, exemptions }: Account): InventoryFinding[] {
  return exemptions.flatMap((certificate, index) => {
    const { levies, families, kinds, levels, serviceClasses } = certificate;
    const selects = [levies, families, kinds, levels, serviceClasses].some((list) => (list?.length ?? 0) > 0);
    if (selects) return [];
    const message = `certificate ${certificate.certificate} names nothing that it exempts from`;
    return [finding({ account: id, path: ["exemptions", index], code: "CERTIFICATE_EMPTY", message })];
  });
}
