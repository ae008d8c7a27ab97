import type { Guess } from "./columns-by-contents.ts";
import { inWords } from "./heading-meaning.ts";

/** What may be billed and is not read: days, seconds, hours. */
export function doubtUnread(guess: Guess, column: number): void {
  doubtDays(guess, column);
  doubtSeconds(guess, column);
  doubtHours(guess, column);
}

/** Days that nothing reads may be those from which the prices hold. */
function doubtDays({ facts, headings, doubts }: Guess, column: number): void {
  const formats = (facts[column]?.dates ?? []).filter(
    (format) => format !== "excelSerial" && format !== "YYYYMMDD",
  );
  if (formats.length > 0)
    doubts.push(`column ${column + 1}, "${headings?.[column]?.trim() ?? ""}", holds days, and is not read`);
}

/** Seconds that nobody reads would be billed by what is usual. */
function doubtSeconds({ headings, doubts }: Guess, column: number): void {
  const heading = headings?.[column]?.trim() ?? "";
  const isSaid = doubts.some((doubt) => doubt.startsWith(`column ${column + 1}, `));
  if (!isSaid && /incr|interval|round|block|pulse|min(imum)?\b/i.test(inWords(heading)))
    doubts.push(`column ${column + 1}, "${heading}", may hold seconds that are billed, and is not read`);
}

/** A price of some hours or weekdays would be taken for that of all. */
function doubtHours({ headings, doubts }: Guess, column: number): void {
  const heading = headings?.[column]?.trim() ?? "";
  if (
    /\b(start|end|from|to|until) ?(time|hour|day)\b|\b(day ?type|weekdays?)\b/i.test(
      inWords(heading).replaceAll("_", " "),
    )
  )
    doubts.push(`column ${column + 1}, "${heading}", may say at which times a price holds, and is not read`);
}
