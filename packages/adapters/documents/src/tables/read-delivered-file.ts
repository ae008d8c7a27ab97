import { ok, problem, type Result } from "@tollwright/problem";
import { unzipSync } from "fflate";
import { XlsError } from "xls-reader";
import type { DeliveredFile } from "./delivered-file.ts";
import { readXls } from "./read-xls.ts";
import { type Parts, readXlsx } from "./read-xlsx.ts";

/** What an archive may unfold to: the largest workbook has a million rows, and a string half a billion characters. */
const UNPACKED_MAX = 400 * 1024 * 1024;

/**
 * A file as a carrier sends it: CSV in the encodings that spreadsheets write, XLSX, XLS, or one of these in a zip archive. Told
 * by its bytes, not by its name.
 *
 * Problems: DECK_FILE for what is none of these, for an archive of several files, for pages and prints that are named .xls.
 */
export function readDeliveredFile(bytes: Uint8Array, name: string): Result<DeliveredFile> {
  const refuse = (message: string) => ({
    ok: false as const,
    problems: [problem({ code: "DECK_FILE", message, file: name })],
  });
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return zipped(bytes, name, refuse);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    try {
      return ok({ kind: "workbook", name, tables: readXls(bytes) });
    } catch (error) {
      if (!(error instanceof XlsError || error instanceof RangeError)) throw error;
      return refuse(`the workbook cannot be read: ${error.message}`);
    }
  }
  return plainText(bytes, name, refuse);
}

type Refuse = (message: string) => Extract<Result<never>, { ok: false }>;

function zipped(bytes: Uint8Array, name: string, refuse: Refuse): Result<DeliveredFile> {
  const parts = unpacked(bytes);
  if (typeof parts === "string") return refuse(parts);
  if (parts["xl/workbook.xml"] !== undefined) return ok({ kind: "workbook", name, tables: readXlsx(parts) });
  const wanted = Object.keys(parts).filter((path) => !isJunk(path));
  const [only, ...more] = wanted;
  const inside = only === undefined ? undefined : parts[only];
  if (only === undefined || inside === undefined) return refuse("the archive holds no file");
  if (more.length > 0)
    return refuse(
      `the archive holds ${wanted.length} files: ${wanted.slice(0, 5).join(", ")}; unpack it and name one`,
    );
  if (startsWith(inside, [0x50, 0x4b, 0x03, 0x04]) && unpackedIsArchive(inside))
    return refuse("an archive lies inside the archive; unpack it");
  return readDeliveredFile(inside, only);
}

function unpackedIsArchive(bytes: Uint8Array): boolean {
  const parts = unpacked(bytes);
  return typeof parts === "string" || parts["xl/workbook.xml"] === undefined;
}

/** The files of an archive, or why it cannot be unpacked. */
function unpacked(bytes: Uint8Array): Parts | string {
  let total = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize;
        return total <= UNPACKED_MAX;
      },
    });
    return total > UNPACKED_MAX ? "the archive unfolds to more than 400 MB" : parts;
  } catch (error) {
    return `the archive is damaged: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What some systems add to every archive. */
function isJunk(path: string): boolean {
  return (
    path.startsWith("__MACOSX/") || path.endsWith("/") || path.split("/").some((part) => part.startsWith("."))
  );
}

function plainText(bytes: Uint8Array, name: string, refuse: Refuse): Result<DeliveredFile> {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    const decoder = new TextDecoder(first === 0xff ? "utf-16le" : "utf-16be");
    return ok({ kind: "text", name, text: decoder.decode(bytes), encoding: "UTF-16" });
  }
  if (bytes.includes(0)) return refuse("it is neither text nor a workbook: it holds zero bytes");
  const { text, encoding } = decoded(bytes);
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text))
    return refuse("it is a web page or XML, whatever its name says; open it and save it as .xlsx or .csv");
  if (text.startsWith("%PDF")) return refuse("it is a PDF; ask for the rates as a workbook or CSV");
  return ok({ kind: "text", name, text, encoding });
}

function decoded(bytes: Uint8Array): { readonly text: string; readonly encoding: "UTF-8" | "Windows-1252" } {
  try {
    return {
      text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
      encoding: "UTF-8",
    };
  } catch (error) {
    // What is not UTF-8 and has no other mark was written by a spreadsheet of the western world.
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
