import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "freeswitch-csv", zone: "America/Los_Angeles" };
const UUID = "3da8bf84-c133-4959-9e24-000000000001";
const VALUES = [
  ...["Ann", "13235550142", "12125550100", "default", "2026-04-07 07:03:04", "2026-04-07 07:03:07"],
  ...["2026-04-07 07:04:15", "71", "68", "NORMAL_CLEARING", UUID, "", "acme", "PCMU", "PCMA"],
];
const quoted = (values: readonly string[]) => values.map((value) => `"${value}"`).join(",");
const line = (change: Readonly<Record<number, string>> = {}) =>
  `${quoted(VALUES.map((value, index) => change[index] ?? value))}\n`;
const CALL = {
  keyIsWeak: false,
  keyDay: "2026-04-07",
  from: "13235550142",
  to: "12125550100",
  startedAt: "2026-04-07T14:03:04.000Z",
  answeredAt: "2026-04-07T14:03:07.000Z",
  releasedAt: "2026-04-07T14:04:15.000Z",
  billableMilliseconds: 68_000,
  answered: true,
  releaseCause: "NORMAL_CLEARING",
  accountHint: "acme",
};

describe("templates", () => {
  const { 0: name, 12: account } = VALUES;
  const upToLeg = VALUES.slice(0, 12);
  const asterisk = [
    ...[account, ...VALUES.slice(1, 4), `"${name}" <13235550142>`, "sofia/internal/1001@pbx"],
    ...["sofia/gateway/carrier-la/1", "bridge", "sofia/gateway/carrier-la/12125550100"],
    ...[...VALUES.slice(4, 10), "DOCUMENTATION", UUID, ""],
  ] as readonly string[];
  it.each([
    ["example", {}, quoted(VALUES)],
    ["builtin, with a blank and an end", { template: "builtin" }, `${quoted(upToLeg)}, "${account}";`],
    ["builtin, without", { template: "builtin" }, `${quoted(upToLeg)}, "${account}"`],
    ["sql", { template: "sql" }, `INSERT INTO cdr VALUES (${quoted(upToLeg)}, "${account}");`],
    ["asterisk", { template: "asterisk" }, quoted(asterisk)],
    [
      "asterisk, with quotes and commas in the caller's name",
      { template: "asterisk" },
      quoted(asterisk.with(4, '"Ann","x" <13235550142>')),
    ],
    [
      "snom, with a blank before the account",
      { template: "snom" },
      `${quoted(upToLeg)}, "${account}",${quoted(["PCMU", "PCMA", "snom370/8.7", "", "", "", ""])}`,
    ],
    ["linksys", { template: "linksys" }, quoted([...VALUES, "Linksys/SPA942", "PS=100"])],
    [
      "one's own",
      {
        columns: [
          "uuid",
          "billsec",
          "duration",
          "x",
          "start_epoch",
          "answer_epoch",
          "end_epoch",
          "caller_id_number",
          "destination_number",
          "hangup_cause",
          "accountcode",
        ],
      },
      `${UUID},68,71,?,1775570584,1775570587,1775570655,13235550142,12125550100,NORMAL_CLEARING,acme`,
    ],
  ])("%s", (_, source, text) => {
    const call = oneCall({ ...settings, ...source }, `${text}\n`);
    expect(callJson(call, "Master.csv")).toMatchObject(CALL);
    expect(call.callKey).toBe(oneCall(settings, line()).callKey);
  });

  it.each([
    ["answered", "2026-04-07 07:03:07", "68", "2026-04-07T14:03:07.000Z", true],
    ["never answered", "", "0", "2026-04-07T14:04:15.000Z", false],
  ])(
    "opencdrrate, %s: the answer or the end stands for the start",
    (_, answer, seconds, startedAt, answered) => {
      const values = [
        UUID,
        "bond",
        "inbound",
        "13235550142",
        "12125550100",
        answer,
        "2026-04-07 07:04:15",
        seconds,
      ];
      const text = `${quoted([...values, "acme", "", "10.0.0.5", "A", "la"])}\n`;
      expect(callJson(oneCall({ ...settings, template: "opencdrrate" }, text), "x")).toMatchObject({
        ...{ from: "13235550142", to: "12125550100", accountHint: "acme", trunkIn: "sofia/gateway/la" },
        ...{ startedAt, answered, billableMilliseconds: Number(seconds) * 1000, keyDay: "2026-04-07" },
      });
    },
  );

  it("the one that names channels tells the trunks", () => {
    expect(oneCall({ ...settings, template: "asterisk" }, `${quoted(asterisk)}\n`)).toMatchObject({
      trunkIn: "sofia/internal",
      trunkOut: "sofia/gateway/carrier-la",
    });
    expect(oneCall(settings, line())).toMatchObject({ trunkIn: null, trunkOut: null, direction: "unknown" });
  });
});

describe("values that are pasted as they are", () => {
  it.each([
    ["a quote", 'Ann "Nan" Ott'],
    ["a quote at the end", 'the "boss"'],
    ["a comma", "Ott, Ann"],
    ["quotes around a comma", 'Ott","Ann'],
    ["nothing but quotes", '""'],
    ["a semicolon", "Ann;"],
  ])("%s in the caller's name", (_, name) => {
    for (const template of ["example", "builtin", "sql"]) {
      const values = quoted([name, ...VALUES.slice(1, template === "example" ? 15 : 13)]);
      const text = template === "sql" ? `INSERT INTO cdr VALUES (${values});` : values;
      expect(callJson(oneCall({ ...settings, template }, `${text}\n`), "x")).toMatchObject(CALL);
    }
  });

  it("a row that a spreadsheet saved again: no quotes, no seconds, yet the same billable seconds", () => {
    const row = `Ann,13235550142,12125550100,default,2026/4/7 7:03,2026/4/7 7:03,2026/4/7 7:04,71,68,NORMAL_CLEARING,${UUID},,acme,,\n`;
    expect(callJson(oneCall(settings, row), "x")).toMatchObject({
      ...CALL,
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:00.000Z",
      releasedAt: "2026-04-07T14:04:00.000Z",
    });
    expect(readAll(settings, `"A ""B""${row.slice(3)}`.replace('B""', 'B"""')).calls).toHaveLength(1);
  });
});

describe("answered", () => {
  it.each([
    ["no answer time", { 5: "", 8: "0" }, false, 0],
    ["the zero of the clock", { 5: "1969-12-31 16:00:00", 8: "0" }, false, 0],
    ["for no time", { 6: "2026-04-07 07:03:07", 7: "3", 8: "0" }, true, 0],
  ])("%s", (_, change, answered, billableMilliseconds) => {
    expect(oneCall(settings, line(change))).toMatchObject({ answered, billableMilliseconds });
  });
});

describe("identity", () => {
  it("the same uuid with another cause is the same call with other content", () => {
    const { calls } = readAll(settings, line() + line() + line({ 9: "USER_BUSY" }));
    expect(new Set(calls.map(({ callKey }) => callKey)).size).toBe(1);
    expect(new Set(calls.map(({ contentHash }) => contentHash)).size).toBe(2);
  });

  it("a B leg is ignored where the template tells it", () => {
    const columns = [
      ...["uuid", "originating_leg_uuid", "start_stamp", "answer_stamp", "end_stamp"],
      "billsec",
      "hangup_cause",
    ];
    const row = (leg: string) =>
      `"b","${leg}","2026-04-07 07:03:04","2026-04-07 07:03:07","","68","NORMAL_CLEARING"\n`;
    expect(oneAside({ ...settings, columns }, row("a"))).toMatchObject({
      bucket: "ignored",
      reason: "OTHER_LEG",
      milliseconds: 68_000,
    });
    expect(oneCall({ ...settings, columns }, row("")).billableMilliseconds).toBe(68_000);
  });
});

describe("what is refused", () => {
  it.each([
    ["RECORD_DURATION", line({ 8: "72" })],
    ["RECORD_DURATION", line({ 8: "" })],
    ["RECORD_DURATION", line({ 5: "" })],
    ["RECORD_TIME", line({ 4: "" })],
    ["RECORD_TIME", line({ 5: "4/7/2026 7:03" })],
    ["RECORD_TIME_ORDER", line({ 6: "2026-04-07 07:03:06" })],
    ["RECORD_NO_KEY", line({ 10: "" })],
    ["NUMBER_CLIPPED", line({ 1: "1.32356E+10" })],
    ["RECORD_COLUMNS", "one,two,three\n"],
    ["RECORD_QUOTING", `${line().slice(0, 60)}`],
  ])("%s", (reason, text) => expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason }));

  it("a line that is no INSERT", () => {
    expect(oneAside({ ...settings, template: "sql" }, line()).reason).toBe("RECORD_COLUMNS");
  });

  it("a line of a spreadsheet that is cut off in its uuid is another call under a key of its own, and so refused", () => {
    const bare = VALUES.join(",");
    const { calls, setAside } = readAll(settings, `${bare}\n${bare.slice(0, bare.indexOf(UUID) + 8)}`);
    expect(calls).toHaveLength(1);
    expect(setAside).toMatchObject([{ reason: "RECORD_COLUMNS" }]);
    expect(oneCall(settings, `${VALUES.slice(0, 11).join(",")}\n`).keyIsWeak).toBe(false); // empty cells dropped
    expect(oneAside(settings, bare.slice(0, bare.indexOf(UUID) + 8)).reason).toBe("RECORD_COLUMNS"); // nothing before it
  });

  it("a line of the switch itself that is cut off behind its uuid lacks who pays, and so is refused", () => {
    const { calls, setAside } = readAll(settings, `${line()}${line().slice(0, line().indexOf(UUID) + 38)}`);
    expect([calls.length, setAside.map(({ reason }) => reason)]).toEqual([1, ["RECORD_COLUMNS"]]);
  });

  it("two lines without the line end between them are no call", () => {
    expect(oneAside(settings, line().trimEnd() + line())).toMatchObject({ reason: "RECORD_COLUMNS" });
    const bare = VALUES.join(",");
    expect(oneAside(settings, `${bare}${bare}\n`)).toMatchObject({ reason: "RECORD_COLUMNS" });
    const surplus = `${bare}${",7".repeat(20)}\n`;
    expect(readAll(settings, surplus)).toMatchObject({ extra: 1, calls: [{}] });
  });

  it("a surplus column is counted", () => {
    expect(readAll(settings, line().replace("\n", ',"new"\n'))).toMatchObject({ extra: 1, calls: [{}] });
  });

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, line() + line({ 0: 'Ann "Nan" Ott' }));
    surviveDamage(
      { ...settings, template: "sql" },
      `INSERT INTO cdr VALUES (${quoted(VALUES.slice(0, 13))});\n`,
    );
  });
});
