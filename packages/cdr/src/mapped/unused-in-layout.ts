import type { UnusedSetting } from "../unused-settings.ts";
import type { Layout, Moment, TextField } from "./layout-shape.ts";

type ToLookAt = {
  readonly layout: Layout;
  /** Settings of the source that its YAML states, for defaults are nobody's statement. */
  readonly stated: ReadonlySet<string>;
};

/**
 * What a described source states and its layout does not use: it would be believed and would change nothing.
 *
 * @example `interim: pieces` where no value of `records` marks an interim record.
 */
export function unusedInLayout({ layout, stated }: ToLookAt): readonly UnusedSetting[] {
  return [...besideLayout(layout, stated), ...inFields(layout), ...around(layout)];
}

function besideLayout({ records, fields }: Layout, stated: ReadonlySet<string>): readonly UnusedSetting[] {
  const found: UnusedSetting[] = [];
  const wayOut = "Take it out, or name the values of pieces in layout.records: start, interim, stop.";
  const pieces = [records?.start, records?.interim, records?.stop];
  if (stated.has("estimateAfterHours") && pieces.every((values) => values === undefined))
    found.push({
      path: ["estimateAfterHours"],
      message: "each record is a whole call and waits for none",
      wayOut,
    });
  if (stated.has("interim") && records?.interim === undefined)
    found.push({ path: ["interim"], message: "no record is an interim one", wayOut });
  const patterns = [fields.start, fields.answer, fields.end].flatMap((moment) => moment?.time ?? []);
  if (stated.has("zoneAbbreviations") && !patterns.some((pattern) => pattern.includes("ZZ")))
    found.push({
      path: ["zoneAbbreviations"],
      message: "no time of the layout is written with letters of a zone",
      wayOut: "Take it out, or write ZZ in `time` where the letters stand.",
    });
  return found;
}

function inFields({ fields }: Layout): readonly UnusedSetting[] {
  const found: UnusedSetting[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (field === undefined) continue;
    const path = ["layout", "fields", name];
    if (name === "setup" && fields.answer?.rule !== "start + setup")
      found.push({
        path,
        message: "no rule works with it",
        wayOut: "Take it out, or let answer be `rule: start + setup`.",
      });
    else if (isText(field)) {
      if (field.column === undefined && field.firstOf === undefined)
        found.push({
          path,
          message: "no column says it",
          wayOut: "State column or firstOf, or take it out.",
        });
    } else if (isMoment(field) && field.rule !== undefined)
      for (const beside of ["time", "noTime"] as const)
        if (field[beside] !== undefined)
          found.push({
            path: [...path, beside],
            message: "a rule works the moment out, and nothing is read for it",
            wayOut: "Take it out, or state a column instead of the rule.",
          });
  }
  return found;
}

type Field = NonNullable<Layout["fields"][keyof Layout["fields"]]>;

function isMoment(field: Field): field is Moment {
  return "time" in field || "rule" in field;
}

/** Durations have a unit. */
function isText(field: Field): field is TextField {
  return !isMoment(field) && !("unit" in field);
}

function around(layout: Layout): readonly UnusedSetting[] {
  const found: UnusedSetting[] = [];
  const tell = (path: readonly string[], message: string, wayOut: string): void => {
    found.push({ path: ["layout", ...path], message, wayOut });
  };
  const { direction, trailer } = layout;
  if (
    direction !== undefined &&
    !direction.inbound &&
    !direction.outbound &&
    !direction.onNet &&
    !direction.swapped
  )
    tell(
      ["direction"],
      "no value of the column means anything",
      "State its values: inbound, outbound, onNet.",
    );
  if (trailer !== undefined && !trailer.records && !trailer.billable)
    tell(["trailer"], "no control total is named", "State records or billable, or take it out.");
  if (layout.kind === "delimited" && layout.quote === "none" && layout.looseQuotes)
    tell(["looseQuotes"], "no cell is quoted, by quote: none", "Take it out, or state the quote.");
  return found;
}
