import type { NumberClass, NumberKind } from "./number-class.ts";

/** The called end as the caller meant it. */
export type CalledNumber = {
  /** Says the kind of the call. */
  readonly number: NumberClass;
  readonly because: string;
  readonly toE164: string | null;
  /** Of a toll-free number: the number that it was translated to. */
  readonly ringsAt: NumberClass | null;
};

/** What the caller dialled says the kind of these, whatever number the network sent the call to. */
const BY_DIALLING: ReadonlySet<NumberKind> = new Set<NumberKind>([
  "emergency",
  "n11",
  "special",
  "directoryAssistance",
  "operator",
  "tollFree",
  "premium",
  "personal",
  "carrierService",
  "canadaNonGeographic",
  "government",
]);

/**
 * The called number out of what was dialled and where the call was sent. A code, a toll-free or a premium number that was dialled decides
 * the kind; of two plain numbers the one that was called counts, for what was dialled may have been forwarded; emergency always counts.
 *
 * @example dialled 411, called 1 212 555 1212: directory assistance, toE164 12125551212.
 */
export function calledByCaller(
  call: { readonly to: string | null; readonly dialed: string | null },
  read: (text: string) => NumberClass,
): CalledNumber {
  const to = read(call.to ?? call.dialed ?? "");
  if (call.dialed === null || call.to === null || to.kind === "emergency") return plain(to);
  const dialed = read(call.dialed);
  const decides = BY_DIALLING.has(dialed.kind) || (to.kind === "invalid" && dialed.kind !== "invalid");
  if (!decides) return plain(to);
  const rings = dialed.kind === "tollFree" && GEOGRAPHIC.has(to.kind);
  return {
    number: dialed,
    because: `dialled ${call.dialed}: ${dialed.because}`,
    toE164: to.e164 ?? dialed.e164,
    ringsAt: rings ? to : null,
  };
}

const GEOGRAPHIC: ReadonlySet<NumberKind> = new Set<NumberKind>(["domestic", "canada", "international"]);

function plain(number: NumberClass): CalledNumber {
  return { number, because: number.because, toE164: number.e164, ringsAt: null };
}
