import { joinParts } from "../join-parts.ts";
import type { JoinedParts } from "../joined-parts.ts";
import type { AllRead } from "./read-all.ts";
import { readAll, sourceOf } from "./read-all.ts";

/** Seconds since 1970 of 2026-04-07T14:03:00Z; tests count from there. */
const START = 1_775_570_580;

export type CelLine = {
  readonly type: string;
  /** Seconds after 14:03:00Z, with up to six decimals. */
  readonly at: number;
  /** Unique id, by a small number: `1` is `1775570580.1`. */
  readonly id: number;
  readonly linked?: number;
  readonly channel: string;
  readonly num?: string;
  readonly exten?: string;
  readonly app?: string;
  readonly data?: string;
  readonly account?: string;
  readonly extra?: string;
};

export const uniqueId = (id: number): string => `${START}.${id}`;

/** An event as cel_custom ships: twenty quoted columns. */
export function celLine({ type, at, id, linked = 1, channel, ...rest }: CelLine): string {
  const { num = "", exten = "", app = "", data = "", account = "", extra = "" } = rest;
  const cells = [
    ...[
      type,
      (START + at).toFixed(6),
      "",
      num,
      "",
      "",
      "",
      exten,
      "default",
      channel,
      app,
      data,
      "3",
      account,
    ],
    ...[uniqueId(id), uniqueId(linked), "", "", "", extra],
  ];
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`;
}

type Channel = Omit<CelLine, "type" | "at"> & {
  readonly begin: number;
  readonly answer?: number;
  readonly hangup: number;
};

/** The events of a channel from its beginning to its end, a millisecond after it hangs up. */
export function celChannel({
  begin,
  answer,
  hangup,
  extra = "16,,",
  ...channel
}: Channel): readonly CelLine[] {
  return [
    { ...channel, type: "CHAN_START", at: begin },
    ...(answer === undefined ? [] : [{ ...channel, type: "ANSWER", at: answer }]),
    { ...channel, type: "HANGUP", at: hangup, extra },
    { ...channel, type: "CHAN_END", at: hangup + 0.001 },
  ];
}

export const celText = (lines: readonly CelLine[]): string =>
  lines
    .toSorted((left, right) => left.at - right.at)
    .map(celLine)
    .join("");

type ToJoin = { readonly settings?: object; readonly isOverdue?: boolean };

/** What the events of one linkedid make together. */
export function celJoined(
  lines: readonly CelLine[],
  { settings = {}, isOverdue = false }: ToJoin = {},
): JoinedParts {
  const { parts } = celRead(lines, settings);
  return joinParts({ source: sourceOf({ ...CEL, ...settings }), parts, isOverdue });
}

const CEL = { format: "asterisk-cel", carrierTrunks: ["SIP/carrier"] };

export function celRead(lines: readonly CelLine[], settings: object = {}): AllRead {
  return readAll({ ...CEL, ...settings }, celText(lines));
}
