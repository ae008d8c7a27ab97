import { expect, it } from "vitest";
import { TrafficFactor } from "./traffic-factor.ts";

it.each<readonly [factor: object, accepted: boolean]>([
  [{ piu: "0" }, true],
  [{ piu: "1" }, true],
  [{ piu: "0.65", plu: "0.2" }, true],
  [{ countsAs: "interstate" }, true],
  [{ countsAs: "intrastate", trunkGroup: "trunk" }, true],
  [{ piu: "1.01" }, false],
  [{ piu: "65" }, false], // a share, not percent
  [{ piu: "13/20" }, false], // filed as decimals
  [{}, false],
  [{ plu: "0.2" }, false],
  [{ piu: "0.5", countsAs: "interstate" }, false],
  [{ countsAs: "interstate", plu: "0.2" }, false],
  [{ countsAs: "local" }, false],
])("%j: %s", (factor, accepted) => {
  expect(TrafficFactor.safeParse({ from: "2026-01-01", ...factor }).success).toBe(accepted);
});
