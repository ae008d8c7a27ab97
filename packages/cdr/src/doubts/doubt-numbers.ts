import type { Call } from "../call.ts";
import { counted, type Doubt, linesOf, type Sample } from "./sample.ts";

/** Digits that a spreadsheet took. */
export function doubtNumbers({ calls, setAside }: Sample): readonly Doubt[] {
  const clipped = setAside.filter(({ reason }) => reason === "NUMBER_CLIPPED");
  return [
    ...doubt(
      "clipped",
      clipped,
      "numbers are written as 1.5E+12: their digits are lost",
      "send the file as the switch wrote it",
    ),
    ...doubt(
      "clipped",
      calls.filter(hasEmptyEnd),
      "numbers of eleven digits and more end in five zeros: a spreadsheet may have rounded them",
      "compare with the switch",
    ),
    ...doubt(
      "leading-zeros",
      calls.filter(hasShortCode),
      "originating line information has fewer than two digits, or a jurisdiction fewer than six",
      "leading zeros are lost: send the file as the switch wrote it",
    ),
    ...doubt(
      "decimals",
      calls.filter(({ from, to }) => /^\d+\.0+$/.test(from) || /^\d+\.0+$/.test(to)),
      "numbers end in .0: a table of numbers was saved as decimals",
      "send the file as the switch wrote it",
    ),
    ...doubt(
      "numbers",
      calls.filter(({ to }) => to === ""),
      "calls go to no number",
      "check the column of to",
    ),
  ];
}

function doubt(
  about: string,
  records: readonly { readonly record: { readonly line: number } }[],
  message: string,
  wayOut: string,
): readonly Doubt[] {
  return records.length === 0
    ? []
    : [{ about, message: `${counted(records, "record")}: ${message}`, wayOut, lines: linesOf(records) }];
}

function hasEmptyEnd({ from, to }: Call): boolean {
  return /^\+?\d{6,}00000$/.test(from) || /^\+?\d{6,}00000$/.test(to);
}

/** Two digits and six: what is shorter has lost a zero on the left (reference: sections 2.7, 2.12). */
function hasShortCode({ originatingLineInfo: line, jurisdictionParameter: jurisdiction }: Call): boolean {
  return (line !== null && /^\d$/.test(line)) || (jurisdiction !== null && /^\d{1,5}$/.test(jurisdiction));
}
