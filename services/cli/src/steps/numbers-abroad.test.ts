import { describe, expect, it } from "vitest";
import { readAbroad } from "./numbers-abroad.ts";

describe("numbers as they are dialled at home", () => {
  it.each([
    ["GB", "02079460018", "442079460018 GB null"],
    ["GB", "0012125550100", "12125550100 US null"],
    ["GB", "+12125550100", "12125550100 US null"],
    ["GB", "0800123456", "44800123456 GB tollFree"],
    ["GB", "0909 879 0000", "449098790000 GB premium"],
    ["AU", "0011442079460018", "442079460018 GB null"],
    ["RU", "84951234567", "74951234567 RU null"],
    ["IT", "0236618300", "390236618300 IT null"], // the zero belongs to the number
    ["DE", "+80012345678", "80012345678 null tollFree"],
  ])("at home in %s, %s is %s", (country, text, expected) => {
    const number = readAbroad(text, country);
    expect(`${number?.e164} ${number?.country} ${number?.use}`).toBe(expected);
  });

  it.each([
    ["GB", "112"],
    ["GB", "12"],
    ["GB", "99999999999999999999"],
    ["GB", "anonymous"],
    ["GB", ""],
    ["XX", "02079460018"],
  ])("at home in %s, %s is no number", (country, text) => {
    expect(readAbroad(text, country)).toBeNull();
  });
});
