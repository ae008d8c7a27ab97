import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "3cx-csv", zone: "UTC" };
const CELLS = {
  historyid: "Call 12345",
  callid: "0000018e_77",
  duration: "00:01:12",
  "time-start": "2026/04/07 14:03:00",
  "time-answered": "2026/04/07 14:03:10",
  "time-end": "2026/04/07 14:04:22",
  "reason-terminated": "TerminatedBySrc",
  "from-no": "Ext.100",
  "to-no": "12125550100",
  "from-dn": "100",
  "to-dn": "10001",
  "dial-no": "12125550100",
  "reason-changed": "",
  "final-number": "12125550100",
  "final-dn": "10001",
  "bill-code": "sales",
  "bill-rate": "1",
  "bill-cost": "0.43",
  "bill-name": "US",
  chain: "Chain: Ext.100;12125550100;",
  "from-type": "Extension",
  "to-type": "Line",
  "final-type": "Line",
  "from-dispname": "Ann Ott",
  "to-dispname": "12125550100",
  "final-dispname": "12125550100",
  "missed-queue-calls": "",
};
type Cells = Partial<Record<keyof typeof CELLS, string>>;
const line = (cells: Cells = {}) => `${Object.values({ ...CELLS, ...cells }).join(",")}\r\n`;

describe("a line is a call", () => {
  it("outbound, answered", () => {
    expect(callJson(oneCall(settings, line()), "cdr.log")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "100",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "TerminatedBySrc",
      direction: "outbound",
      trunkIn: "100",
      trunkOut: "10001",
      accountHint: "sales",
    });
  });

  it.each([
    ["an hour", { duration: "01:00:01", "time-end": "2026/04/07 15:03:11" }, 3_601_000],
    ["longer than a day", { duration: "25:00:00", "time-end": "2026/04/08 15:03:10" }, 90_000_000],
    ["answered for no time", { duration: "00:00:00" }, 0],
    ["never answered, with the time that it rang", { "time-answered": "", duration: "00:00:12" }, 0],
    ["never answered, without a duration", { "time-answered": "", duration: "" }, 0],
  ])("%s", (_, cells, billableMilliseconds) => {
    const { answered, ...call } = oneCall(settings, line(cells));
    expect(call.billableMilliseconds).toBe(billableMilliseconds);
    expect(answered).toBe(!("time-answered" in cells));
  });

  it.each([
    [
      "from a line",
      { "from-type": "Line", "to-type": "Extension", "final-type": "Extension" },
      {},
      "inbound",
    ],
    [
      "from a line, in the words of V20",
      { "from-type": "external_line", "to-type": "extension", "final-type": "extension" },
      {},
      "inbound",
    ],
    [
      "to a line, in the words of V20",
      { "from-type": "extension", "to-type": "external_line", "final-type": "external_line" },
      {},
      "outbound",
    ],
    [
      "by a rule to no line",
      { "from-type": "extension", "to-type": "outbound_rule", "final-type": "" },
      {},
      "outbound",
    ],
    ["forwarded out again", { "from-type": "Line" }, {}, "inbound"],
    ["between telephones", { "to-type": "Extension", "final-type": "Extension" }, {}, "onNet"],
    [
      "the same where nothing is on-net",
      { "to-type": "Queue", "final-type": "" },
      { onNet: "never" },
      "unknown",
    ],
    ["without types, by the stated trunks", { "from-type": "" }, { carrierTrunks: ["10001"] }, "outbound"],
    ["without types and trunks", { "from-type": "" }, {}, "unknown"],
  ])("%s: $3", (_, cells, source, direction) => {
    expect(oneCall({ ...settings, ...source }, line(cells)).direction).toBe(direction);
  });

  it("columns in another order, a semicolon between them, local time, a comma at the end", () => {
    const columns = ["time-start", "time-answered", "time-end", "duration", "from-no", "to-no"];
    const source = { format: "3cx-csv", zone: "America/Chicago", columns, separator: ";" };
    const row = "2026/04/07 09:03:00;2026/04/07 09:03:10;2026/04/07 09:04:22;00:01:12;Ext.100;12125550100;\n";
    const call = oneCall(source, row);
    expect(callJson(call, "x")).toMatchObject({
      keyIsWeak: true,
      startedAt: "2026-04-07T14:03:00.000Z",
      billableMilliseconds: 72_000,
      from: "100",
    });
    expect(readAll(source, row).extra).toBe(0);
  });
});

describe("identity", () => {
  it("legs of one history that begin at other times are other calls; another end is other content", () => {
    const [one, leg, again] = [
      {},
      { "time-start": "2026/04/07 14:03:09" },
      { "reason-terminated": "Failed" },
    ].map((cells) => oneCall(settings, line(cells)));
    expect(leg?.callKey).not.toBe(one?.callKey);
    expect(again?.callKey).toBe(one?.callKey);
    expect(again?.contentHash).not.toBe(one?.contentHash);
  });
});

describe("what is refused", () => {
  it.each([
    ["RECORD_DURATION", line({ duration: "72" })],
    ["RECORD_DURATION", line({ duration: "00:72:00" })],
    ["RECORD_TIME", line({ "time-start": "" })],
    ["RECORD_TIME", line({ "time-start": "07/04/2026 14:03:00" })],
    ["RECORD_TIME_ORDER", line({ "time-end": "2026/04/07 14:03:09" })],
    ["RECORD_COLUMNS", "Call 12345,1\n"],
    ["NUMBER_CLIPPED", line({ "dial-no": "1.21256E+10" })],
  ])("%s", (reason, text) => expect(oneAside(settings, text)).toMatchObject({ reason }));

  it("surplus columns are counted, blank lines are none", () => {
    expect(readAll(settings, `${line().trim()},new\r\n\r\n`)).toMatchObject({ records: 1, extra: 1 });
  });

  it("nothing is lost, whatever byte is wrong", () => surviveDamage(settings, line() + line()));
});
