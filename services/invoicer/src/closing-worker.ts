import { openDatabase } from "@tollwright/postgres";
import { serveTasks } from "@tollwright/threads";
import { type RangeCloser, rangeCloser } from "./close-ranges.ts";

/** Close one range of a close that is under way. */
export type RangeTask = { readonly connectionString: string; readonly closing: bigint };

const closers = new Map<bigint, Promise<RangeCloser>>();

serveTasks(async ({ connectionString, closing }: RangeTask): Promise<boolean> => {
  const closer = closers.get(closing) ?? rangeCloser(openDatabase(connectionString), closing);
  closers.set(closing, closer);
  return (await closer)();
});
