import { civilDateIn } from "@tollwright/calendar";
import { versionsInForce } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, printable, table } from "../output.ts";
import { checkPlaces, type PlaceReview } from "../steps/check-places.ts";
import { openPlaceData } from "../steps/open-place-data.ts";

export function addPlacesCheck(places: Command, { withStore, clock }: Runner): void {
  places
    .command("check")
    .option(
      "--rate-cards <folder>",
      "whose folder places has the tables (default: rate-cards here, else the program's own)",
    )
    .description(
      "Compare the place of every location in force with what its address resolves to now, and list what a person should look at.",
    )
    .addHelpText("after", "\nExample:\n  tollwright places check")
    .action((options: { readonly rateCards?: string }, command: Command) =>
      withStore(async ({ database, output }) => {
        const { data } = command.optsWithGlobals<{ readonly data: string }>();
        const accounts = valuesOf((await versionsInForce(database)).documents, "account");
        const tables = openPlaceData(data, options);
        const today = civilDateIn(clock(), "UTC");
        const reviews = checkPlaces({ accounts, tables, today });
        answer(output, { json: { reviews }, people: reviewText(reviews) });
        return undefined;
      }),
    );
}

function reviewText(reviews: readonly PlaceReview[]): string {
  if (reviews.length === 0) return "Every location's place is what its address resolves to.";
  const rows = reviews.map(({ account, location, level, kind, stored, resolved, why }) => [
    account,
    location,
    level,
    kind,
    stored ?? "none",
    resolved ?? "–",
    printable(why),
  ]);
  return [
    table(["account", "location", "level", "kind", "stored", "address says", "why"], rows),
    `${counted(reviews.length, "place")} to look at`,
  ].join("\n");
}
