import { type Instant, instantText } from "@tollwright/calendar";

/** A parameter of type `timestamptz[]`, as text: the client would write each date anew, and most are the same. */
export function instantArray(instants: readonly Instant[]): string {
  const known = new Map<Instant, string>();
  const texts = instants.map((instant) => {
    const text = known.get(instant) ?? instantText(instant);
    known.set(instant, text);
    return text;
  });
  return `{${texts.join(",")}}`;
}
