import { type Dice, dice } from "./dice.ts";

/** One call of the month, as it truly was. */
export type TrueCall = {
  readonly source: "pbx" | "old" | "sip";
  readonly account: "acme" | "zebra";
  readonly from: string;
  readonly to: string;
  /** Wall clock in New York. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly answered: boolean;
};

/** A file as it is sent, once or several times as it grows; the last content holds all that it ever held. */
export type SentFile = {
  readonly source: TrueCall["source"];
  readonly name: string;
  readonly contents: readonly string[];
};

export type World = {
  readonly files: readonly SentFile[];
  /** Calls that are billed in the end, whatever happens on the way. */
  readonly calls: readonly TrueCall[];
  /** Records of each source in all files together, each file once. */
  readonly records: Readonly<Record<TrueCall["source"], number>>;
  /** Records that can never be billed, by reason. */
  readonly suspended: Readonly<Record<string, number>>;
  /** Pieces whose other half is never sent, and whose time is not over. */
  readonly pending: number;
};

type Line = { readonly source: TrueCall["source"]; readonly text: string };

/** Calls of a month with everything that can go wrong in their files; no two of its calls look alike to the bill. */
export function world(seed: number): World {
  const chance = dice(seed);
  const lines: Line[] = [];
  const calls: TrueCall[] = [];
  const suspended: Record<string, number> = {};
  let pending = 0;
  const count = (reason: string): void => {
    suspended[reason] = (suspended[reason] ?? 0) + 1;
  };
  const say = (source: Line["source"], text: string, copies = 1): void => {
    for (let copy = 0; copy < copies; copy += 1) lines.push({ source, text });
  };

  for (let number = 0; number < 24; number += 1) {
    const call = trueCall("pbx", number, chance);
    calls.push(call);
    say("pbx", pbxLine(call, number), copies(chance));
    // Another record with the key of this call: a person decides, and what is billed costs the same.
    if (chance.roll() < 0.1) say("pbx", pbxLine({ ...call, to: `${call.to.slice(0, -1)}9` }, number));
  }
  for (let number = 0; number < 6; number += 1) {
    const call = trueCall("old", number, chance);
    calls.push(call);
    say("old", oldLine(call));
  }
  for (let number = 0; number < 16; number += 1) {
    const call = trueCall("sip", number, chance);
    const { invite, bye } = sipLines(call, number);
    const fate = chance.roll();
    if (fate < 0.8) calls.push(call);
    else if (fate < 0.9) count("CLOSING_RECORD_MISSING");
    else count("CALL_INCOMPLETE");
    if (fate < 0.9) say("sip", invite, fate < 0.8 ? copies(chance) : 1);
    if (fate < 0.8 || fate >= 0.9) say("sip", bye, fate < 0.8 ? copies(chance) : 1);
  }
  const recent = { ...trueCall("sip", 98, chance), startedAt: Date.UTC(2026, 3, 30, 22) };
  say("sip", sipLines(recent, 98).invite);
  pending += 1;
  for (let number = 0; number < chance.below(3); number += 1) {
    say("pbx", `"broken,${number}\n`);
    count("RECORD_QUOTING");
  }
  const stale = { ...trueCall("pbx", 99, chance), startedAt: Date.UTC(2020, 3, 1) };
  say("pbx", pbxLine(stale, 99));
  count("DATE_OUT_OF_RANGE");

  const files = filesOf(lines, chance);
  const records = { pbx: 0, old: 0, sip: 0 };
  for (const { source } of lines) records[source] += 1;
  return { files, calls, records, suspended, pending };
}

/** Now and then a record is in two files, or in three. */
function copies(chance: Dice): number {
  return chance.roll() < 0.8 ? 1 : 2 + chance.below(2);
}

function trueCall(source: TrueCall["source"], number: number, chance: Dice): TrueCall {
  const account = chance.roll() < 0.7 ? "acme" : "zebra";
  return {
    source,
    account,
    from: account === "acme" ? "16035550100" : "16035550101",
    to: `1212555${String(number).padStart(3, "0")}${["pbx", "old", "sip"].indexOf(source)}`,
    startedAt: Date.UTC(2026, 3, 2 + chance.below(26), chance.below(24), chance.below(60), chance.below(60)),
    seconds: 1 + chance.below(600),
    answered: source !== "pbx" || chance.roll() < 0.85,
  };
}

const clock = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");

/** Master.csv with 16 columns, and with the five that name the record behind them. */
function oldLine({ account, from, to, startedAt, seconds, answered }: TrueCall): string {
  const end = startedAt + (5 + seconds) * 1000;
  const [duration, billsec] = [5 + seconds, answered ? seconds : 0];
  const times = `"${clock(startedAt)}",${answered ? `"${clock(startedAt + 5000)}"` : ""},"${clock(end)}",${duration},${billsec}`;
  const disposition = answered ? "ANSWERED" : "NO ANSWER";
  return `"","${from}","${to}","out","","PJSIP/${account}-0000a1b2","PJSIP/carrier-0000a1b3","Dial","",${times},"${disposition}","DOCUMENTATION"\n`;
}

function pbxLine(call: TrueCall, number: number): string {
  return oldLine(call).replace(/\n$/, `,"1775000000.${number}","","","1775000000.${number}",${number}\n`);
}

/** INVITE and BYE of an OpenSIPS flatstore, whose times are epochs: New York is four hours behind in April. */
function sipLines({ from, to, startedAt, seconds }: TrueCall, number: number) {
  const answer = startedAt / 1000 + 4 * 3600;
  const tags = `a${number}|b${number}|call-${number}@10.0.0.1`;
  return {
    invite: `INVITE|${tags}|200|OK|${answer}|${from}|${to}\n`,
    bye: `BYE|${tags}|200|OK|${answer + seconds}||\n`,
  };
}

/** Some files of each source, in no order; a file of the first source grows while it is sent. */
function filesOf(lines: readonly Line[], chance: Dice): readonly SentFile[] {
  const files: SentFile[] = [];
  for (const source of ["pbx", "old", "sip"] as const) {
    const own = chance.shuffled(lines.filter((line) => line.source === source)).map(({ text }) => text);
    const parts = 1 + chance.below(4);
    for (let part = 0; part < parts; part += 1) {
      const some = own.filter((_, index) => index % parts === part);
      if (some.length === 0) continue;
      const grown = source === "pbx" && part === 0 ? 1 + chance.below(some.length) : some.length;
      const contents = [...new Set([grown, some.length])].map((length) => some.slice(0, length).join(""));
      files.push({ source, name: `${source}-${part}`, contents });
    }
  }
  return files;
}
