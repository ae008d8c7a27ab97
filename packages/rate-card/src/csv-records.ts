import { fail, ok, type Result } from "@tollwright/problem";
import { CsvError, parse } from "csv-parse/sync";
import type { SourceFile } from "./source-file.ts";

/**
 * All records of a CSV, blank ones too, so that a record's place is the row that a spreadsheet shows. Accepts a byte-order mark
 * and LF, CRLF and CR alone.
 */
export function csvRecords(file: SourceFile, delimiter: string): Result<string[][]> {
  try {
    return ok(
      parse(file.text, {
        bom: true,
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
        record_delimiter: ["\r\n", "\n", "\r"],
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fail({
      code: "INVALID_CSV",
      message: error.message,
      file: file.path,
      wayOut: "close the quotes in the line that is named, or have the file sent again",
    });
  }
}
