import { serveTasks } from "@tollwright/threads";
import { type RangesAtOnce, rangesAtOnce } from "./ranges-at-once.ts";

/** Close some ranges of a close that is under way. */
export type RangeTask = { readonly connectionString: string; readonly closing: bigint };

const closers = new Map<bigint, Promise<RangesAtOnce>>();

serveTasks(async ({ connectionString, closing }: RangeTask): Promise<number> => {
  const closer = closers.get(closing) ?? rangesAtOnce(connectionString, closing);
  closers.set(closing, closer);
  return (await closer).closeSome();
});
