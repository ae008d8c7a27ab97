import PDFDocument from "pdfkit"; // the one file in the repository that may import it
import type { Composition, PlacedMark } from "./compose.ts";
import type { Mark, StructureNode } from "./strip.ts";
import { fontFile, runsOf, runWidth } from "./typeface.ts";

export type PdfInformation = {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly keywords: string;
  /** Stands in the file as its time of creation; a day of the invoice, never a clock, so that bytes repeat. */
  readonly createdOn: string;
};

type Pdf = InstanceType<typeof PDFDocument>;
type TextMark = Extract<Mark, { kind: "text" }>;

/** Draws a finished composition, tagged for screen readers. The same composition gives the same bytes. */
export function writePdf(composition: Composition, information: PdfInformation): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    size: "LETTER",
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    tagged: true,
    lang: "en-US",
    displayTitle: true,
    pdfVersion: "1.7",
    info: {
      Title: information.title,
      Author: information.author,
      Subject: information.subject,
      Keywords: information.keywords,
      Creator: "Tollwright",
      Producer: "Tollwright",
      CreationDate: new Date(`${information.createdOn}T00:00:00Z`),
    },
  });
  const bytes = collected(pdf);
  for (let page = 0; page < composition.pageCount; page++) pdf.addPage();
  registerFonts(pdf, composition.marks);
  drawDecoration(pdf, composition.marks);
  drawStructure(pdf, composition);
  pdf.end();
  return bytes;
}

function collected(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on("error", reject);
  });
}

function registerFonts(pdf: Pdf, marks: readonly PlacedMark[]): void {
  const used = new Set(
    marks.flatMap(({ mark }) =>
      mark.kind === "text" ? runsOf(mark.text, mark.style.weight).map((run) => run.font) : [],
    ),
  );
  for (const font of used) pdf.registerFont(font, fontFile(font));
}

/** Fills, rules and running heads: marked as artifacts, which a screen reader passes over. */
function drawDecoration(pdf: Pdf, marks: readonly PlacedMark[]): void {
  for (const { page, mark } of marks) {
    if (mark.kind === "text" && mark.node !== null) continue;
    pdf.switchToPage(page);
    pdf.markContent("Artifact", { type: mark.kind === "text" ? "Pagination" : "Layout" });
    drawMark(pdf, mark);
    pdf.endMarkedContent();
  }
}

/** The order of the structure is the order of reading, and with it of the page's content. */
function drawStructure(pdf: Pdf, composition: Composition): void {
  const texts = new Map<StructureNode, { page: number; marks: TextMark[] }[]>();
  for (const { page, mark } of composition.marks) {
    if (mark.kind !== "text" || mark.node === null) continue;
    const parts = texts.get(mark.node) ?? [];
    const last = parts.at(-1);
    if (last?.page === page) last.marks.push(mark);
    else texts.set(mark.node, [...parts, { page, marks: [mark] }]);
  }
  const visit = (node: StructureNode, element: PDFKit.PDFStructureElement): void => {
    for (const { page, marks } of texts.get(node) ?? []) {
      pdf.switchToPage(page);
      if (node.tag === "H2") pdf.outline.addItem(marks.map((mark) => mark.text).join(" "));
      element.add(() => {
        for (const mark of marks) drawMark(pdf, mark);
      });
    }
    for (const below of node.children) {
      const elementBelow = elementOf(pdf, below);
      element.add(elementBelow);
      visit(below, elementBelow);
    }
    element.end();
  };
  const root = elementOf(pdf, composition.structure);
  pdf.addStructure(root);
  visit(composition.structure, root);
}

function elementOf(pdf: Pdf, node: StructureNode): PDFKit.PDFStructureElement {
  // The library writes `scope`; its published types do not name it yet.
  const options: { readonly title?: string; readonly scope?: string } =
    node.scope === undefined ? {} : { scope: node.scope };
  return pdf.struct(node.tag, options);
}

function drawMark(pdf: Pdf, mark: Mark): void {
  switch (mark.kind) {
    case "fill":
      pdf.rect(mark.x, mark.y, mark.width, mark.height).fill(mark.colour);
      return;
    case "rule":
      drawRule(pdf, mark);
      return;
    case "text":
      drawText(pdf, mark);
  }
}

function drawRule(pdf: Pdf, rule: Extract<Mark, { kind: "rule" }>): void {
  pdf.lineWidth(rule.thickness).strokeColor(rule.colour);
  if (rule.dashed === true) pdf.dash(4, { space: 3 });
  pdf
    .moveTo(rule.x, rule.y)
    .lineTo(rule.x + rule.width, rule.y)
    .stroke();
  if (rule.dashed === true) pdf.undash();
}

function drawText(pdf: Pdf, mark: TextMark): void {
  const { style } = mark;
  let x = mark.x;
  for (const run of runsOf(mark.text, style.weight)) {
    pdf.font(run.font, style.size).fillColor(style.colour);
    pdf.text(run.text, x, mark.baseline, { lineBreak: false, baseline: "alphabetic" });
    x += runWidth(run, style.size);
  }
}
