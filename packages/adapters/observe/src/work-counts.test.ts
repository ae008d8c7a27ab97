import { expect, it } from "vitest";
import { countsText, workCounts } from "./work-counts.ts";

it("counts of two threads, copied from there, are added up label by label and bucket by bucket", async () => {
  const [one, two] = [workCounts(), workCounts()];
  one.storedCalls({ rated: 3, free: 1 }, { storingSeconds: 0.5 });
  two.storedCalls({ rated: 4 }, { storingSeconds: 0.25 });
  two.batchTook(0.3);
  two.tookRecords("pbx", { calls: 5 });
  const text = await countsText(structuredClone([await one.values(), await two.values()]));
  expect(
    text.split("\n").filter((line) => line !== "" && !/^#|le="(?!0\.25|0\.5|\+)| 0$/.test(line)),
  ).toEqual([
    'tollwright_calls_stored_total{outcome="rated"} 7',
    'tollwright_calls_stored_total{outcome="free"} 1',
    'tollwright_batch_seconds_bucket{le="0.5"} 1',
    'tollwright_batch_seconds_bucket{le="+Inf"} 1',
    "tollwright_batch_seconds_sum 0.3",
    "tollwright_batch_seconds_count 1",
    'tollwright_storing_seconds_bucket{le="0.25"} 1',
    'tollwright_storing_seconds_bucket{le="0.5"} 2',
    'tollwright_storing_seconds_bucket{le="+Inf"} 2',
    "tollwright_storing_seconds_sum 0.75",
    "tollwright_storing_seconds_count 2",
    'tollwright_records_total{source="pbx",outcome="calls"} 5',
  ]);
});
