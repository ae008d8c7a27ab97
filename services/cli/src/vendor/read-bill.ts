import type { Instant } from "@tollwright/calendar";
import type { Call, PartRecord, SetAside, Source } from "@tollwright/cdr";
import { readChunks } from "@tollwright/files";
import { joinLoose, readLooseFile } from "@tollwright/ingester";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import type { Vendor } from "@tollwright/rate-card";
import { type BillLine, type BillReader, billReader } from "@tollwright/reconcile";

/** A call of a vendor's own records, and what his bill asks for it. */
export type BilledCall = {
  /** File and line. */
  readonly place: string;
  readonly call: Call;
  /** Null where his records state no amounts. */
  readonly line: BillLine | null;
};

export type ReadBill = {
  readonly calls: readonly BilledCall[];
  /** Lines that are no call, or cannot be read. */
  readonly setAside: readonly (SetAside & { readonly file: string })[];
};

/**
 * A vendor's own call records, or the lines of his bill, by the description of their format. Everything is in memory: a bill is as
 * long as what it is compared with.
 *
 * @returns BILL_COLUMN_MISSING and BILL_AMOUNT, all at once: half a bill is not compared.
 */
export async function readBill(request: {
  readonly files: readonly string[];
  readonly source: Source;
  readonly readAt: Instant;
  readonly bill: Vendor["bill"];
}): Promise<Result<ReadBill>> {
  const { source, bill } = request;
  const read = await readAll(request);
  if (bill === undefined) return ok({ ...read, calls: read.calls.map((one) => ({ ...one, line: null })) });
  const problems: Problem[] = [];
  const calls: BilledCall[] = [];
  const ofFiles = Map.groupBy(read.calls, ({ file }) => file);
  for (const [file, own] of ofFiles) {
    const text = await wholeFile(file);
    const reader = billReader(firstLine(text), separatorOf(source), bill);
    if (!reader.ok) problems.push(...reader.problems.map((found) => ({ ...found, file })));
    else for (const one of own) addLine({ ...one, text, reader: reader.value }, calls, problems);
  }
  return problems.length > 0 ? fail(...problems) : ok({ calls, setAside: read.setAside });
}

type Read = { readonly file: string; readonly place: string; readonly call: Call };

async function readAll({
  files,
  source,
  readAt,
}: Pick<Parameters<typeof readBill>[0], "files" | "source" | "readAt">): Promise<{
  readonly calls: readonly Read[];
  readonly setAside: ReadBill["setAside"];
}> {
  const calls: Read[] = [];
  const setAside: (SetAside & { readonly file: string })[] = [];
  const parts: PartRecord[] = [];
  const fileOf = new Map<string, string>();
  const take = (found: { readonly calls: readonly Call[]; readonly setAside: readonly SetAside[] }): void => {
    for (const call of found.calls) {
      const file = fileOf.get(call.record.fileHash) ?? "";
      calls.push({ file, place: `${file}:${call.record.line}`, call });
    }
    for (const aside of found.setAside)
      setAside.push({ ...aside, file: fileOf.get(aside.record.fileHash) ?? "" });
  };
  for (const path of files)
    for await (const reading of readLooseFile({ source, path, readAt })) {
      for (const { record } of [...reading.calls, ...reading.parts, ...reading.setAside].slice(0, 1))
        fileOf.set(record.fileHash, path);
      take(reading);
      parts.push(...reading.parts);
    }
  const whole = new Map(calls.map(({ call }) => [call.callKey, call]));
  if (parts.length > 0) take(joinLoose({ source, parts, whole }));
  return { calls, setAside };
}

function addLine(
  { file, place, call, text, reader }: Read & { readonly text: Buffer; readonly reader: BillReader },
  calls: BilledCall[],
  problems: Problem[],
): void {
  const { offset, length, line: number } = call.record;
  const line = reader.read(text.subarray(offset, offset + length).toString("utf8"));
  if (line.ok) calls.push({ place, call, line: line.value });
  else problems.push(...line.problems.map((found) => ({ ...found, file, line: number })));
}

async function wholeFile(path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(path)) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

function firstLine(text: Buffer): string {
  const end = text.indexOf("\n");
  return text.subarray(0, end < 0 ? text.length : end).toString("utf8");
}

function separatorOf({ layout, separator }: Source): string {
  return layout?.kind === "delimited" ? layout.separator : (separator ?? ",");
}
