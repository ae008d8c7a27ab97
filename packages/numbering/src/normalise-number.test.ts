import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseNumber } from "./normalise-number.ts";

describe("one number in every dress", () => {
  it.each([
    ["3125550142"],
    ["13125550142"],
    ["+13125550142"],
    ["01113125550142"],
    ["(312) 555-0142"],
    ["312.555.0142"],
    ["1-312-555-0142#"],
    ["+1 312 555 0142"],
    ["*673125550142"],
    ["*67 1 312 555 0142"],
    ["*8213125550142"],
    ["116713125550142"],
    ["11823125550142"],
    ["101028813125550142"],
    ["sip:3125550142@10.0.0.1:5060;transport=udp"],
    ["sips:+13125550142@sbc.example.net"],
    ["tel:+1-312-555-0142;phone-context=example.net"],
    ['"Ann, Bob" <sip:%2B13125550142@10.0.0.1>;tag=1312'],
    ["5550142"], // home area code 312
  ])("%s is 13125550142", (raw) => {
    expect(normaliseNumber(raw, { homeNpa: "312" })).toMatchObject({
      raw,
      e164: "13125550142",
      kindHint: "nanp",
    });
  });
});

it.each([
  ["+44 (0)20 7946 0123", "442079460123"],
  ["011 44 (0) 20 7946 0123", "442079460123"],
  ["+49(0)30 901820", "4930901820"],
  ["+39 (0)6 69812345", "390669812345"], // Italy's zero is part of the number
])("%s, with the zero of calls within the country: %s", (raw, e164) => {
  expect(normaliseNumber(raw)).toMatchObject({ e164, kindHint: "international" });
});

describe("other shapes", () => {
  it.each([
    ["+442079460123", "442079460123", "international"],
    ["011442079460123", "442079460123", "international"],
    ["+18765550123", "18765550123", "nanp"],
    ["+80012345678", "80012345678", "international"], // +800 is a country code
    ["8005551212", "18005551212", "nanp"],
    ["03125550142", "13125550142", "operator"],
    ["01442079460123", "442079460123", "operator"],
    ["0", null, "operator"],
    ["00", null, "operator"],
    ["911", null, "serviceCode"],
    ["9911", null, "serviceCode"],
    ["+1911", null, "serviceCode"],
    ["411", null, "serviceCode"],
    ["988", null, "serviceCode"],
    ["9501234", null, "serviceCode"],
    ["5550142", null, "invalid"], // seven digits and no home area code
    ["312555014", null, "invalid"],
    ["31255501423", null, "invalid"], // eleven digits that do not begin with 1
    ["1125550142", null, "invalid"],
    ["+1312555014", null, "invalid"],
    ["+123456", null, "invalid"],
    ["+4420794601234567", null, "invalid"], // sixteen digits
    ["1.5E+12", null, "withheld"],
    ["anonymous", null, "withheld"],
    ["Restricted", null, "withheld"],
    ["s", null, "withheld"],
    ["i", null, "withheld"],
    ["*60", null, "withheld"],
    ["*67", null, "withheld"],
    ["sip:anonymous@anonymous.invalid", null, "withheld"],
    ["", null, "withheld"],
  ])("%s → %s, %s", (raw, e164, kindHint) => {
    expect(normaliseNumber(raw)).toMatchObject({ e164, kindHint });
  });

  it("keeps the routing number and the carrier codes", () => {
    expect(normaliseNumber("sip:+13125550142;npdi;rn=+1-773-555-0000;cic=+10288@10.0.0.1")).toMatchObject({
      e164: "13125550142",
      lrn: "17735550000",
      carrierCode: "0288",
    });
    expect(normaliseNumber("10102881312555014").carrierCode).toBe("0288");
  });

  it("drops a trunk's access digits, and never those of 911", () => {
    expect(normaliseNumber("913125550142", { accessDigits: "9" }).e164).toBe("13125550142");
    expect(normaliseNumber("9*673125550142", { accessDigits: "9" }).e164).toBe("13125550142");
    expect(normaliseNumber("9911", { accessDigits: "9" }).dialed).toBe("911");
    expect(normaliseNumber("911", { accessDigits: "9" }).dialed).toBe("911");
    expect(normaliseNumber("933", { accessDigits: "9" }).dialed).toBe("933");
  });

  it("drops no digit of a number that is whole without it", () => {
    expect(normaliseNumber("9135550142", { accessDigits: "9" }).e164).toBe("19135550142");
    expect(normaliseNumber("9550142", { accessDigits: "9", homeNpa: "312" }).e164).toBe("13129550142");
    expect(normaliseNumber("95550142", { accessDigits: "9", homeNpa: "312" }).e164).toBe("13125550142");
  });
});

it("normalising the result again changes nothing", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(\+|011|1|01|0|\*67)?\d{0,16}$/), (raw) => {
      const { e164 } = normaliseNumber(raw);
      if (e164 !== null) expect(normaliseNumber(`+${e164}`).e164).toBe(e164);
    }),
  );
});

describe("a plain number is read at once, and means what it means in any dress", () => {
  const dressed = (raw: string): string => `<sip:${raw}@host>`; // takes the long way

  it.each([
    ["13125550142", "1"],
    ["13125550142", "131"],
    ["3125550142", "3"],
    ["2125550142", "9"],
    ["9135550142", "9"],
    ["913125550142", "9"],
  ])("%s behind access digits %s", (raw, accessDigits) => {
    const { e164, kindHint } = normaliseNumber(dressed(raw), { accessDigits });
    expect(normaliseNumber(raw, { accessDigits })).toMatchObject({ e164, kindHint });
  });

  it("whatever its digits", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^(\+?1)?\d{10}$/),
        fc.stringMatching(/^[139]?$/),
        (raw, accessDigits) => {
          const plain = { ...normaliseNumber(raw, { accessDigits }), raw: "" };
          expect(plain).toEqual({ ...normaliseNumber(dressed(raw), { accessDigits }), raw: "" });
        },
      ),
    );
  });
});
