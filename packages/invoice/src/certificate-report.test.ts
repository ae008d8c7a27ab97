import { civilDate } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { expect, test } from "vitest";
import { certificateReport } from "./certificate-report.ts";

const address = { lines: ["1 Example Street"], city: "Zenith", state: "ZZ", postalCode: "00001" };
const account = (exemption: object) =>
  Account.parse({
    ...{ id: "acme", name: "Acme", legalEntity: "one", billingAddress: address, zone: "America/Chicago" },
    plans: [{ plan: "sip", from: "2026-01-01" }],
    locations: [{ id: "hq", name: "HQ", address, place: { state: "ZZ" }, from: "2026-01-01" }],
    defaultLocation: "hq",
    exemptions: [{ certificate: "C-1", kinds: ["tax"], ...exemption }],
  });
const hash = "a".repeat(64);

test.each<[string, object, string, object]>([
  ["complete", { papers: { receivedOn: "2026-02-01" } }, "2026-04-01", { state: "complete", dueBy: null }],
  [
    "nothing said of its papers",
    { from: "2026-01-10" },
    "2026-04-10",
    { state: "incomplete", dueBy: "2026-04-10" },
  ],
  ["the day after the 90 days", { from: "2026-01-10" }, "2026-04-11", { state: "late", dueBy: "2026-04-10" }],
  [
    "asked for by a state: 120 days from then",
    { from: "2026-01-10", papers: { missing: ["signature"], askedForOn: "2026-03-01" } },
    "2026-06-29",
    { state: "incomplete", dueBy: "2026-06-29", missing: ["signature"] },
  ],
  ["ended", { until: "2026-04-01", papers: { receivedOn: "2026-02-01" } }, "2026-04-01", { state: "ended" }],
  [
    "certified each year: twelve months",
    { papers: { receivedOn: "2025-02-01", certifiedOn: "2025-04-15" } },
    "2026-04-14",
    { state: "complete", until: "2026-04-15" },
  ],
  [
    "and not a day longer",
    { papers: { receivedOn: "2025-02-01", certifiedOn: "2025-04-15" } },
    "2026-04-15",
    { state: "ended" },
  ],
  ["its file is kept", { papers: { sha256: hash } }, "2026-04-15", { file: "kept" }],
  ["another file is kept", { papers: { sha256: "b".repeat(64) } }, "2026-04-15", { file: "missing" }],
])("%s", (_, exemption, today, expected) => {
  const kept = [{ account: "acme", certificate: "C-1", sha256: hash }];
  const [state] = certificateReport([account(exemption)], { today: civilDate(today), kept });
  expect(state).toMatchObject(expected);
});
