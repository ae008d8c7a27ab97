import type { Invoice } from "@tollwright/invoice";
import { describe, expect, it } from "vitest";
import { exampleHash, exampleInvoice, longInvoice, zeroInvoice } from "../testing/example-invoice.ts";
import { type Composition, LETTER } from "./layout/compose.ts";
import type { StructureNode } from "./layout/strip.ts";
import { textWidth } from "./layout/typeface.ts";
import { composeInvoice, renderPdf } from "./render-pdf.ts";

function composed(invoice: Invoice): Composition {
  return composeInvoice({ invoice, invoiceHash: exampleHash });
}

/** The lines of text of each page. */
function pagesOf({ pageCount, marks }: Composition): readonly (readonly string[])[] {
  return Array.from({ length: pageCount }, (_, page) =>
    marks.flatMap((placed) =>
      placed.page === page && placed.mark.kind === "text" ? [placed.mark.text] : [],
    ),
  );
}

type Box = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

function textBoxes(composition: Composition, page: number): readonly Box[] {
  return composition.marks.flatMap((placed) => {
    if (placed.page !== page || placed.mark.kind !== "text" || placed.mark.text.trim() === "") return [];
    const { text, style, x, baseline } = placed.mark;
    const box = { text, left: x, right: x + textWidth(text, style) };
    return [{ ...box, top: baseline - style.size * 0.7, bottom: baseline + style.size * 0.2 }];
  });
}

const sample: Invoice = { ...exampleInvoice, kind: "sample", number: null, issuedOn: null };
const draft: Invoice = { ...exampleInvoice, number: null, issuedOn: null };

describe("the PDF file", () => {
  it("is the same bytes for the same invoice", async () => {
    const input = { invoice: exampleInvoice, invoiceHash: exampleHash };
    const [first, second] = [await renderPdf(input), await renderPdf(input)];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it("is tagged, in English, titled, dated by the bill and carries the hash", async () => {
    const bytes = await renderPdf({ invoice: exampleInvoice, invoiceHash: exampleHash });
    const text = Buffer.from(bytes).toString("latin1");
    expect(text).toContain("/Marked true");
    expect(text).toContain("/Lang (en-US)");
    expect(text).toContain("(Invoice TW-2026-000001 for Acme Tools)");
    expect(text).toContain("(D:20260501000000Z)");
    expect(text).toContain(`(sha256:${exampleHash})`);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(composed(exampleInvoice).pageCount);
    expect(text).toContain("/MediaBox [0 0 612 792]");
  });
});

describe("every page", () => {
  it.each([
    ["one location", exampleInvoice],
    ["nothing charged", zeroInvoice],
    ["two hundred long lines", longInvoice(200)],
    ["a sample", sample],
  ])("carries number, account, hash and page x of y: %s", (_, invoice) => {
    const pages = pagesOf(composed(invoice));
    pages.forEach((texts, page) => {
      expect(texts).toContain(`Page ${page + 1} of ${pages.length}`);
      expect(texts.some((text) => text.includes(exampleHash))).toBe(true);
      const whose = invoice.kind === "sample" ? "Acme Tools" : "Account acme";
      expect(texts.some((text) => text.includes(whose))).toBe(true);
    });
  });

  it.each([
    ["sample", sample, "Sample invoice \u2014 estimated taxes, not a bill"],
    ["draft", draft, "Draft \u2014 not issued, not a bill"],
  ])("of a %s says so", (_, invoice, words) => {
    for (const texts of pagesOf(composed(invoice))) expect(texts).toContain(words);
  });

  it.each([
    ["one location", exampleInvoice],
    ["two hundred long lines", longInvoice(200)],
    ["a sample", sample],
  ])("keeps its texts apart and inside the margins: %s", (_, invoice) => {
    const composition = composed(invoice);
    for (let page = 0; page < composition.pageCount; page++) {
      const boxes = textBoxes(composition, page).toSorted((left, right) => left.top - right.top);
      boxes.forEach((box, index) => {
        expect(box.left).toBeGreaterThanOrEqual(LETTER.margin - 0.01);
        expect(box.right).toBeLessThanOrEqual(LETTER.width - LETTER.margin + 0.01);
        expect(box.bottom).toBeLessThan(LETTER.height - 20);
        for (const other of boxes.slice(index + 1)) {
          if (other.top >= box.bottom) break;
          const apart = other.left >= box.right || other.right <= box.left || other.top >= box.bottom;
          expect(apart, `page ${page + 1}: "${box.text}" over "${other.text}"`).toBe(true);
        }
      });
    }
  });
});

describe("what the invoice says", () => {
  const texts = pagesOf(composed(exampleInvoice)).flat();

  it.each([
    ["Example Telecom Company, LLC"],
    ["Call 1-800-555-0100"],
    ["TW-2026-000001"],
    ["PO-17"],
    ["April 1 \u2013 April 30, 2026"],
    ["May 31, 2026"],
    ["Net 30 days"],
    ["$300.73"],
    ["Government taxes and fees"],
    ["Regulatory assessments we pass through"],
    ["Our other charges"],
    ["10 channels \u00d7 $18.00"],
    ["22/30"],
    ["3.1"],
    ["312-555-0100 to 312-555-0119"],
    ["Federal Universal Service Charge"],
    ["37%"],
    ["Regulatory recovery fee"],
    ["last known figure, decided by Finance"],
    ["Amount enclosed"],
  ])("%s", (text) => {
    expect(texts).toContain(text);
  });

  it("names each class of call once where a class is one charge, and sums it up where it is several", () => {
    expect(texts).toContain("Usage charges by class of call");
    expect(texts).not.toContain("Usage by class of call");
    const [, , usage] = exampleInvoice.charges;
    if (usage === undefined) throw new Error("the example has usage");
    const twice = { ...exampleInvoice, charges: [...exampleInvoice.charges, { ...usage, key: "other" }] };
    const both = pagesOf(composed(twice)).flat();
    expect(both).toEqual(expect.arrayContaining(["Usage by class of call", "Usage charges"]));
  });

  it.each([
    [{ unit: "minute", unitPrice: "0.0045" }, "$0.0045/min"],
    [{ unit: "call", unitPrice: "1.25" }, "$1.25/call"],
    [{ unit: "minute", unitPrice: "0" }, "free"],
    [{ unit: "minute", unitPrice: null }, "by call"],
  ])("states the price of a minute or a call of usage: %j is %s", (priced, rate) => {
    const charges = exampleInvoice.charges.map((charge) =>
      charge.section === "usage" ? { ...charge, ...priced } : charge,
    );
    expect(pagesOf(composed({ ...exampleInvoice, charges })).flat()).toContain(rate);
  });

  it("shows the part of a period only where some line has one", () => {
    const whole = exampleInvoice.charges.map((charge) => ({ ...charge, share: null }));
    expect(texts).toContain("Part of period");
    expect(pagesOf(composed({ ...exampleInvoice, charges: whole })).flat()).not.toContain("Part of period");
  });

  it("shows a base to the cent and says why rate times base may miss a cent", () => {
    const [first, ...others] = exampleInvoice.taxes;
    if (first === undefined) throw new Error("the example has taxes");
    const finer = { ...exampleInvoice, taxes: [{ ...first, base: "157.99987" }, ...others] };
    const shown = pagesOf(composed(finer)).flat();
    expect(shown).toContain("$158.00");
    expect(shown).not.toContain("$157.99987");
    expect(shown.join(" ")).toContain("computed charge by charge and rounded each time");
  });

  it("names the seller, and no authority, for the seller's own fees", () => {
    const own = exampleInvoice.taxes.map((tax) => ({ ...tax, authority: "the seller" }));
    const shown = pagesOf(composed({ ...exampleInvoice, taxes: own.slice(-1) })).flat();
    expect(shown).not.toContain("the seller");
  });

  it("adds up the sites of an invoice", () => {
    const [site] = exampleInvoice.sites;
    if (site === undefined) throw new Error("the example has a site");
    const second = { ...site, account: "acme-2", name: "Acme depot", charges: "0.00", taxes: "0.00" };
    const shown = pagesOf(composed({ ...exampleInvoice, sites: [site, second] })).flat();
    expect(shown).toEqual(expect.arrayContaining(["By site", "All sites", "Acme depot"]));
  });

  it("says that previous balances and payments are not kept", () => {
    expect(texts.join(" ")).toContain("Previous balances and payments received are not kept here");
  });

  it.each([
    ["issued, with an amount due", exampleInvoice, true],
    ["issued, nothing due", zeroInvoice, false],
    ["a credit", { ...exampleInvoice, totals: { ...exampleInvoice.totals, amountDue: "-12.00" } }, false],
    ["a sample", sample, false],
    ["a draft", draft, false],
  ])("has a payment coupon or not: %s", (_, invoice, has) => {
    expect(pagesOf(composed(invoice)).flat().includes("Amount enclosed")).toBe(has);
  });

  it("shows what was exempt, with its certificate", () => {
    const exempt = pagesOf(
      composed({
        ...exampleInvoice,
        notTaxed: [
          {
            levy: "zz-excise",
            name: "State tax",
            account: "acme",
            location: "hq",
            reason: "exempt: public school",
            exemptAmount: "158.00",
            certificate: "E-1",
          },
        ],
      }),
    ).flat();
    expect(exempt).toEqual(
      expect.arrayContaining(["Exempt or not taxed", "exempt: public school", "Certificate E-1", "$158.00"]),
    );
  });

  it("repeats a table's headings on each page that the table goes on", () => {
    const pages = pagesOf(composed(longInvoice(200)));
    const withLines = pages.filter((page) => page.includes("20 numbers \u00d7 $1.25"));
    expect(withLines.length).toBeGreaterThan(3);
    for (const page of withLines) expect(page).toContain("Quantity and price");
  });

  it("has one cell a column in every row of its structure", () => {
    const tables = (node: StructureNode): readonly StructureNode[] =>
      node.tag === "Table" ? [node] : node.children.flatMap(tables);
    for (const table of tables(composed(exampleInvoice).structure))
      expect(new Set(table.children.map((row) => row.children.length)).size).toBe(1);
  });
});
