import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masked } from "./mask.ts";

describe("masked: what a log shows of a telephone number", () => {
  it.each([
    ["from 13125550142 to +442071838750", "from 1312555**** to +44207183****"],
    ["sip:13125550142@10.0.0.7:5060", "sip:1312555****@10.0.0.7:5060"],
    ["call_13125550142.wav", "call_1312555****.wav"],
    [
      "(312) 555-0142, 312-555-0142, 312.555.0142, 1 312 555 0142",
      "312-555-****, 312-555-****, 312-555-****, 1 312-555-****",
    ],
    ["local 5550142", "local 555****"],
    ["six digits 555014", "six digits 555014"],
    ["2026-04-07T14:00:00Z", "2026-04-07T14:00:00Z"],
    ["5,120,000 records", "5,120,000 records"],
    ["key 3f13125550142aa7c9d0e1f203f13125", "key 3f13125550142aa7c9d0e1f203f13125"],
    ["no key: 13125550142abcdef", "no key: 1312555****abcdef"],
    [
      "32 digits are no hash: 13125550142000001312555014200000",
      "32 digits are no hash: 1312555014200000131255501420****",
    ],
  ])("%s", (given, shown) => {
    expect(masked(given)).toBe(shown);
  });

  it("no number of 7 to 15 digits is left, whatever stands around it", () => {
    const digits = fc.stringMatching(/^[1-9]\d{6,14}$/);
    const around = fc.stringMatching(/^[ "',:@()<>=+]{0,3}$/);
    fc.assert(
      fc.property(digits, around, around, (number, before, after) => {
        expect(masked(`x${before}${number}${after}y`)).not.toContain(number);
      }),
    );
  });

  it("masking twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ 0-9a-f().-]{0,40}$/), (text) => {
        expect(masked(masked(text))).toBe(masked(text));
      }),
    );
  });
});
