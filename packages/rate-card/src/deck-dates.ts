import { addDays, CivilDate } from "@tollwright/calendar";

/** How decks write days; `MMM` is a month by its name, short or whole. `excelSerial`: days since 1899-12-30, as a spreadsheet keeps them. */
export const DECK_DATE_FORMATS = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "YYYYMMDD",
  "M/D/YYYY",
  "M/D/YY",
  "D/M/YYYY",
  "D/M/YY",
  "M-D-YYYY",
  "D-M-YYYY",
  "D.M.YYYY",
  "D.M.YY",
  "D-MMM-YYYY",
  "D-MMM-YY",
  "MMM D, YYYY",
  "excelSerial",
] as const;
export type DeckDateFormat = (typeof DECK_DATE_FORMATS)[number];

type Shape = { readonly shape: RegExp; readonly order: readonly [number, number, number] };
const SHAPES: Readonly<Record<Exclude<DeckDateFormat, "excelSerial">, Shape>> = {
  "YYYY-MM-DD": { shape: /^(\d{4})-(\d\d)-(\d\d)$/, order: [1, 2, 3] },
  "YYYY/MM/DD": { shape: /^(\d{4})\/(\d\d?)\/(\d\d?)$/, order: [1, 2, 3] },
  YYYYMMDD: { shape: /^(\d{4})(\d\d)(\d\d)$/, order: [1, 2, 3] },
  "M/D/YYYY": { shape: /^(\d\d?)\/(\d\d?)\/(\d{4})$/, order: [3, 1, 2] },
  "M/D/YY": { shape: /^(\d\d?)\/(\d\d?)\/(\d\d)$/, order: [3, 1, 2] },
  "D/M/YYYY": { shape: /^(\d\d?)\/(\d\d?)\/(\d{4})$/, order: [3, 2, 1] },
  "D/M/YY": { shape: /^(\d\d?)\/(\d\d?)\/(\d\d)$/, order: [3, 2, 1] },
  "M-D-YYYY": { shape: /^(\d\d?)-(\d\d?)-(\d{4})$/, order: [3, 1, 2] },
  "D-M-YYYY": { shape: /^(\d\d?)-(\d\d?)-(\d{4})$/, order: [3, 2, 1] },
  "D.M.YYYY": { shape: /^(\d\d?)\.(\d\d?)\.(\d{4})$/, order: [3, 2, 1] },
  "D.M.YY": { shape: /^(\d\d?)\.(\d\d?)\.(\d\d)$/, order: [3, 2, 1] },
  "D-MMM-YYYY": { shape: /^(\d\d?)[- ]([A-Za-z]{3,9})[- ](\d{4})$/, order: [3, 2, 1] },
  "D-MMM-YY": { shape: /^(\d\d?)[- ]([A-Za-z]{3,9})[- ](\d\d)$/, order: [3, 2, 1] },
  "MMM D, YYYY": { shape: /^([A-Za-z]{3,9})\.?[- ](\d\d?),?[- ](\d{4})$/, order: [3, 1, 2] },
};
const MONTHS = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];

/** A time of day behind the date, as databases and spreadsheets add it. */
const TIME = /( -)?[ T]\d\d?:\d\d(:\d\d(\.\d+)?)?( ?[AP]M)?( ?(Z|UTC|GMT|[ECMP][SD]T|[+-]\d\d:?\d\d))?$/i;
/** A weekday before the date, and what makes an ordinal of its day. */
const WEEKDAY = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;
const ORDINAL = /\b(\d\d?)(st|nd|rd|th)\b/i;
const SERIAL_ZERO = CivilDate.parse("1899-12-30");

/**
 * A day as the deck writes it, or null. A time behind it is left out.
 *
 * @example `3/31/25` as M/D/YY is 2025-03-31; `45467` as excelSerial is 2024-06-24.
 */
export function readDeckDate(text: string, format: DeckDateFormat): CivilDate | null {
  if (format === "excelSerial") return /^\d{5}(\.\d+)?$/.test(text) ? dayOfSerial(text) : null;
  const { shape, order } = SHAPES[format];
  const parts = shape.exec(text.replace(TIME, "").replace(WEEKDAY, "").replace(ORDINAL, "$1"));
  if (parts === null) return null;
  const [year = "", month = "", day = ""] = order.map((index) => parts[index]);
  const iso = `${year.length === 2 ? `20${year}` : year}-${monthDigits(month)}-${day.padStart(2, "0")}`;
  const checked = CivilDate.safeParse(iso);
  return checked.success ? checked.data : null;
}

function monthDigits(month: string): string {
  if (/^\d+$/.test(month)) return month.padStart(2, "0");
  const name = month.toLowerCase();
  const index = MONTHS.findIndex((each) => each === name || each.slice(0, 3) === name);
  return String(index + 1).padStart(2, "0");
}

function dayOfSerial(serial: string): CivilDate {
  return addDays(SERIAL_ZERO, Number(serial.slice(0, 5)));
}
