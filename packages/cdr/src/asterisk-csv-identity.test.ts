import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, strongKey } from "./asterisk-csv-columns.ts";
import { recordIdentity } from "./asterisk-csv-identity.ts";
import { trunkOf, trunkOfCell } from "./asterisk-trunk.ts";
import { callKeyOf, contentHashOf } from "./call-identity.ts";
import { csvRecords } from "./csv-records.ts";
import { Source } from "./source.ts";

const pbx = Source.parse({ id: "pbx", description: "A switch.", format: "asterisk-csv", zone: "UTC" });
/** Account code, src, dst, channels, start … disposition: what a switch wrote about the call. */
const CONTENT = [0, 1, 2, 5, 6, 9, 10, 11, 12, 13, 14];

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "7", " ", '"', ",", "é", "-", "f"), maxLength: 12 }),
  fc.constant("x".repeat(300)),
  fc.constantFrom("PJSIP/acme-0000a1b2", "DAHDI/i1/5551234-1a", "Local/100@x-0000a1b2", "IAX2/acme-1234"),
);

/** In quotes, as the switch writes texts, or bare where that is the same. */
function written(text: string, quoted: boolean): string {
  return quoted || /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

describe("content hash and key made of bytes", () => {
  it("are those made of texts, however the cells are written", () => {
    const cells = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 21, maxLength: 21 });
    fc.assert(
      fc.property(cells, (given) => {
        const line = `${given.map(([text, quoted]) => written(text, quoted)).join(",")}\n`;
        const identity = recordIdentity(pbx.id);
        const found: string[][] = [];
        const records = csvRecords({
          fits: () => true,
          broken: () => undefined,
          record(record) {
            const columns = columnsOf(record, pbx);
            if ("bucket" in columns) return;
            const key = strongKey(record, columns);
            found.push([
              identity.contentHash(record),
              identity.callKey(record, columns) ?? "",
              trunkOfCell(record, 5) ?? "",
            ]);
            expect(found.at(-1)).toEqual([
              contentHashOf(CONTENT.map(record.cell)),
              key === null ? "" : callKeyOf(pbx.id, key),
              trunkOf(record.cell(5)) ?? "",
            ]);
          },
        });
        records.read(new TextEncoder().encode(line));
        records.end(true);
        const hasSequence = given[20]?.[0] !== "";
        expect(found.length).toBe(hasSequence ? 1 : 0);
      }),
    );
  });
});
