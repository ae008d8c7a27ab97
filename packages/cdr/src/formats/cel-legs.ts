import type { CallDirection } from "../call.ts";
import type { CelChannel, CelEvent } from "./cel-channels.ts";

/** A leg that somebody pays for. */
export type CelLeg = {
  /** The channel whose answer and hang-up are billed. */
  readonly channel: CelChannel;
  /** The channel whose beginning is the leg's: the caller's, or its own where a call was sent on. */
  readonly startedBy: CelChannel;
  readonly from: string;
  readonly to: string;
  readonly account: string;
  readonly trunkIn: string | null;
  readonly trunkOut: string | null;
  /** Null: concluded from the trunks. */
  readonly direction: CallDirection | null;
};

/**
 * The legs of one call, at least one.
 *
 * A channel on a carrier trunk that was answered is a leg: the first one inbound, each other one outbound. It is paid by who had it
 * dialled: the party that transferred the call before the channel began, else the number that was called and sent on, else the caller.
 * Where no carrier answered, the call is one leg, between the first channel and who answered it; and where nobody but the switch
 * itself did while a carrier was tried, it is an unanswered call to that carrier.
 *
 * @param channels In the order in which they began; the first one is the caller's.
 */
export function celLegs(
  channels: readonly [CelChannel, ...CelChannel[]],
  carrierTrunks: ReadonlySet<string>,
): readonly [CelLeg, ...CelLeg[]] {
  const [first, ...others] = channels;
  const isCarrier = ({ trunk }: CelChannel): boolean => trunk !== null && carrierTrunks.has(trunk);
  const tried = others.filter(isCarrier);
  const answered = tried.filter(({ answer }) => answer !== undefined);
  const parties = others.filter((channel) => !channel.isLocal && !isCarrier(channel));
  const party = parties.find(({ answer }) => answer !== undefined);
  const [one, ...more] = answered.map((channel) => outboundLeg(channel, channels, isCarrier));
  if (isCarrier(first)) {
    const reached = party ?? answered[0] ?? parties.at(-1);
    const rest = one === undefined ? [] : [one, ...more];
    return [{ ...callersLeg(first, reached), direction: "inbound" }, ...rest];
  }
  if (one !== undefined) return [one, ...more];
  const last = tried.at(-1);
  if (last !== undefined && party === undefined) return [outboundLeg(last, channels, isCarrier)];
  return [callersLeg(first, party ?? parties.at(-1))];
}

function callersLeg(first: CelChannel, reached: CelChannel | undefined): CelLeg {
  return {
    channel: first,
    startedBy: first,
    from: said(first, "number"),
    to: dialledBy(first),
    account: said(first, "account"),
    trunkIn: first.trunk,
    trunkOut: reached?.trunk ?? null,
    direction: null,
  };
}

function outboundLeg(
  channel: CelChannel,
  channels: readonly [CelChannel, ...CelChannel[]],
  isCarrier: (channel: CelChannel) => boolean,
): CelLeg {
  const [first] = channels;
  const began = channel.events[0] as CelEvent;
  const before = channels.flatMap(({ events }) => events).filter((event) => event.at <= began.at);
  const transfer = before.findLast(({ text }) => TRANSFERS.has(text("type")));
  const by = channels.find(({ uniqueId }) => uniqueId === transfer?.text("uniqueId"));
  const leg = { channel, trunkOut: channel.trunk, direction: "outbound" } as const;
  if (transfer !== undefined && by !== undefined && by !== channel && !isCarrier(by)) {
    const [from, account] = [said(by, "number") || said(by, "extension"), said(by, "account")];
    const to = extensionOf(transfer.text("extra")) || dialledFor(channel, before);
    return { ...leg, startedBy: channel, from, to, account, trunkIn: by.trunk };
  }
  const account = said(first, "account");
  if (isCarrier(first)) {
    const to = dialledFor(channel, before);
    return { ...leg, startedBy: channel, from: dialledBy(first), to, account, trunkIn: null };
  }
  const [from, to] = [said(first, "number"), dialledBy(first) || dialledFor(channel, before)];
  return { ...leg, startedBy: first, from, to, account, trunkIn: first.trunk };
}

const TRANSFERS: ReadonlySet<string> = new Set(["BLINDTRANSFER", "ATTENDEDTRANSFER"]);

/** The first that a channel's events say under a name. */
function said({ events }: CelChannel, name: string): string {
  return events.map(({ text }) => text(name)).find((text) => text !== "") ?? "";
}

/** What a channel dialled: its first extension that is a number, for `s` is only where a dialplan begins. */
function dialledBy({ events }: CelChannel): string {
  const extensions = events.map(({ text }) => text("extension")).filter((extension) => extension !== "");
  return extensions.find((extension) => /^[+*#]?\d/.test(extension)) ?? extensions[0] ?? "";
}

/** The number that the dialplan sent to a channel's trunk: `SIP/carrier/12125550100,60` or `PJSIP/12125550100@carrier`. */
function dialledFor({ trunk }: CelChannel, before: readonly CelEvent[]): string {
  const [technology = "", name = ""] = (trunk ?? "").split("/");
  const targets = before
    .flatMap(({ text }) => text("applicationData").split(",")[0]?.split("&") ?? [])
    .toReversed();
  const target = targets.find((one) => one.startsWith(`${technology}/`) && one.includes(name)) ?? "";
  const rest = target.slice(technology.length + 1).replace(name, "");
  return /\+?\d{3,}/.exec(rest)?.[0] ?? "";
}

/** The extension of a blind transfer: as text, or as JSON since Asterisk 12. */
function extensionOf(extra: string): string {
  return /"extension"\s*:\s*"([^"]*)"/.exec(extra)?.[1] ?? /^[+*#]?\d+/.exec(extra)?.[0] ?? "";
}
