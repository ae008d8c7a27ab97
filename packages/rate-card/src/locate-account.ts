import { Account, type AccountFile, type LocationInFile } from "@tollwright/inventory";
import { candidateText, type Place, type PlaceResolution } from "@tollwright/place";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { lineInText } from "@tollwright/yaml";

/** The place of an address: whoever loads accounts has the tables for it. */
export type Locate = (asked: {
  readonly location: Pick<LocationInFile, "address">;
  readonly legalEntity: string;
}) => Result<{ readonly place: Place; readonly resolution: PlaceResolution }>;

/**
 * An account whose every location has a place: the stored one, else that of its address with how it was found. Levels that stay
 * undetermined, or that a policy chose, are told and refuse nothing.
 */
export function locateAccount(
  account: AccountFile,
  file: SourceFile,
  locate: Locate | null,
): Result<Account> & { readonly warnings?: readonly Problem[] } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const locations = account.locations.map((location, at) => {
    if (location.place !== undefined) return location;
    const where = {
      file: file.path,
      line: lineInText(file.text, ["locations", String(at)]),
      path: `locations[${at}]`,
    };
    const found = locate === null ? fail(noPlace()) : locate({ location, legalEntity: account.legalEntity });
    if (found.ok) {
      warnings.push(
        ...openLevels(found.value.resolution).map((message) => ({ ...ambiguous(message), ...where })),
      );
      return { ...location, ...found.value };
    }
    problems.push(...found.problems.map((each) => ({ ...each, ...where })));
    return location;
  });
  return problems.length > 0
    ? fail(...problems)
    : { ...ok(Account.parse({ ...account, locations })), warnings };
}

/** Districts are left out: without a file of theirs they are undetermined everywhere, which coverage tells. */
function openLevels({ levels }: PlaceResolution): readonly string[] {
  return (["state", "county", "city"] as const).flatMap((name) => {
    const { confidence, policy, because, candidates } = levels[name];
    if (confidence !== "ambiguous") return [];
    const names =
      candidates?.map((each) => candidateText({ ...each, share: null })).join(", ") ?? "candidates unknown";
    return [`${name} ${policy === null ? "held" : `by policy ${policy}`}: ${because} (${names})`];
  });
}

function noPlace(): Problem {
  return problem({
    code: "PLACE_UNRESOLVED",
    message: "the location has no place, and addresses are not resolved here",
  });
}

function ambiguous(message: string): Problem {
  return problem({ code: "PLACE_AMBIGUOUS", message });
}
