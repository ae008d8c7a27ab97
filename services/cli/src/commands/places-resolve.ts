import { type CivilDate, civilDateIn } from "@tollwright/calendar";
import { type PlaceData, PlaceQuery, resolvePlace } from "@tollwright/place";
import { schemaProblems } from "@tollwright/problem";
import { type Command, InvalidArgumentError } from "commander";
import type { Runner } from "../command-line.ts";
import { answer } from "../output.ts";
import { placeText } from "../place-text.ts";
import { numberingTables, openPlaceData } from "../steps/open-place-data.ts";
import { resolveAddresses } from "../steps/resolve-addresses.ts";

type Options = {
  readonly street?: string[];
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly at?: { readonly latitude: number; readonly longitude: number };
  readonly number?: string;
  readonly on?: string;
  readonly county?: string;
  readonly cities?: string;
  readonly file?: string;
  readonly rateCards?: string;
};

export function addPlacesResolve(places: Command, { plain, clock }: Runner): void {
  places
    .command("resolve")
    .argument("[address...]", "an address in one line")
    .option("--street <line...>", "street lines, where the address comes in fields")
    .option("--city <name>", "the postal city, which decides nothing")
    .option("--state <letters>", "two letters")
    .option("--zip <digits>", "five digits, or nine")
    .option("--at <latitude,longitude>", "coordinates", pointOf)
    .option("--number <telephone number>", "tells the state, for the jurisdiction of calls only")
    .option("--on <date>", "the day that tables are read for (default: today)")
    .option("--county <policy>", "what becomes of an ambiguous county: hold, largestShare")
    .option("--cities <policy>", "what becomes of an ambiguous city: hold, largestShare, inside, outside")
    .option(
      "--file <csv>",
      "many addresses: columns id, street, street2, city, state, zip, latitude, longitude",
    )
    .option(
      "--rate-cards <folder>",
      "whose folder places has the tables (default: rate-cards here, else the program's own)",
    )
    .description("Resolve an address, a ZIP or a point to state, county, city and districts, and say how.")
    .addHelpText(
      "after",
      `
Every level says whether it is certain, likely or ambiguous, by which step and table, and with which candidates.
Exit code 1: not even the state can be told.

Examples:
  tollwright places resolve 350 N Orleans St Ste 900, Chicago, IL 60654
  tollwright places resolve --zip 22030 --state VA --json
  tollwright places resolve --at 38.8462,-77.3064
  tollwright places resolve --file sites.csv > places.csv`,
    )
    .action((words: string[], options: Options, command: Command) =>
      plain(async (output) => {
        const { data } = command.optsWithGlobals<{ readonly data: string }>();
        const numbering = options.number === undefined ? undefined : await numberingTables(options.rateCards);
        const tables = openPlaceData(data, {
          rateCards: options.rateCards,
          ...(numbering ? { numbering } : {}),
        });
        const today = civilDateIn(clock(), "UTC");
        if (options.file !== undefined)
          return resolveAddresses(output, {
            file: options.file,
            tables,
            today,
            shared: sharedFields(options),
          });
        const resolved = resolveOne(words.join(" "), options, tables, today);
        if (!resolved.ok) return resolved;
        answer(output, { json: resolved.value, people: placeText(resolved.value) });
        return undefined;
      }),
    );
}

function resolveOne(line: string, options: Options, tables: PlaceData, today: CivilDate) {
  const query = PlaceQuery.safeParse({
    ...(line === "" ? {} : { line }),
    lines: options.street,
    city: options.city,
    state: options.state,
    zip: options.zip,
    at: options.at,
    telephoneNumber: options.number,
    ...sharedFields(options),
  });
  if (!query.success) return { ok: false, problems: schemaProblems(query.error) } as const;
  return resolvePlace(query.data, tables, today);
}

/** What counts for every address of a file as well. */
function sharedFields({ on, county, cities }: Options) {
  return {
    on,
    ...(county === undefined && cities === undefined ? {} : { ambiguous: { county, city: cities } }),
  };
}

function pointOf(text: string): { readonly latitude: number; readonly longitude: number } {
  const [latitude, longitude] = text.split(",").map(Number);
  if (latitude === undefined || longitude === undefined || Number.isNaN(latitude + longitude))
    throw new InvalidArgumentError("two numbers with a comma between them, such as 41.8896,-87.6372");
  return { latitude, longitude };
}
