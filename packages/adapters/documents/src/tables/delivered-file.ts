/** A table as cells of text, its rows in the places where a spreadsheet shows them. */
export type DeliveredTable = {
  readonly name: string;
  /** A hidden sheet is there, but nobody has seen it. */
  readonly visible: boolean;
  readonly rows: readonly (readonly string[])[];
  /** Rows that the spreadsheet does not show, by their numbers. */
  readonly hiddenRows: readonly number[];
};

/** A file as somebody sent it: text, or the tables of a workbook. */
export type DeliveredFile =
  | {
      readonly kind: "text";
      /** Of the file itself, or of the one inside an archive. */
      readonly name: string;
      readonly text: string;
      readonly encoding: "UTF-8" | "UTF-16" | "Windows-1252";
    }
  | { readonly kind: "workbook"; readonly name: string; readonly tables: readonly DeliveredTable[] };
