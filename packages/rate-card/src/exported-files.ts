import assert from "node:assert";
import type { SourceFile } from "@tollwright/yaml";
import type { CheckedDocument, VersionKind } from "./version.ts";

const FOLDERS = {
  legalEntity: "legal-entities",
  account: "accounts",
  plan: "plans",
  deck: "decks",
  levy: "levies",
  levyTable: "taxes",
  levyOverlay: "tax-overlays",
  source: "sources",
  coverage: "taxes",
  numbering: "numbering",
  alertRule: "alerts",
  vendor: "vendors",
} as const satisfies Record<VersionKind, string>;

/**
 * The files that a version was delivered as, in a place where loading finds them: export and load are inverse (books 8).
 * Comments are kept, for these are the delivered bytes.
 *
 * @example plan `school` is `plans/school.yaml`; deck `az` of 2026-04-01 is `decks/az-2026-04-01/deck.yaml` and its rows.
 */
export function exportedFiles(
  document: Pick<CheckedDocument, "kind" | "name" | "effectiveFrom" | "delivered">,
): readonly SourceFile[] {
  const { kind, name, effectiveFrom, delivered } = document;
  const folder = FOLDERS[kind];
  switch (kind) {
    case "deck": {
      const parts: unknown = JSON.parse(delivered);
      assert(typeof parts === "object" && parts !== null, "a deck is delivered as its files");
      return Object.entries(parts).map(([file, text]) => ({
        path: `${folder}/${name}-${effectiveFrom ?? ""}/${file}`,
        text: String(text),
      }));
    }
    case "levyTable": {
      const parts: unknown = JSON.parse(delivered);
      assert(typeof parts === "object" && parts !== null, "a table of levies is delivered as its files");
      return Object.entries(parts).map(([file, text]) => ({
        path: `${folder}/${name}/${file}`,
        text: String(text),
      }));
    }
    case "coverage":
      return [{ path: `${folder}/${name}/coverage.yaml`, text: delivered }];
    case "numbering":
      return [{ path: `${folder}/${name}.csv`, text: delivered }];
    default:
      return [{ path: `${folder}/${name}.yaml`, text: delivered }];
  }
}
