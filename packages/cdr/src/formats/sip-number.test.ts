import { describe, expect, it } from "vitest";
import { sipNumber } from "./sip-number.ts";

describe("the number in a SIP header", () => {
  it.each<[header: string, number: string, routingNumber: string | null]>([
    ["'ANN 5551234'<sip:13125550142@10.0.0.1:5060;user=phone>;tag=SD1", "13125550142", null],
    ["<sip:+13125550142;npdi;rn=+13125550000@10.0.0.1>", "+13125550142", "13125550000"],
    ["<sip:+13125550142@10.0.0.1;rn=13125550000>", "+13125550142", "13125550000"],
    ["sip:%2B13125550142@10.0.0.1", "+13125550142", null],
    ['"B <C>" <sips:13125550142@h>', "13125550142", null],
    ["<tel:+13125550142;phone-context=x>", "+13125550142", null],
    ["<sip:10.0.0.1>", "", null],
    ["sip:anonymous@anonymous.invalid", "anonymous", null],
    ["13125550142", "13125550142", null],
    ["", "", null],
  ])("%s", (header, number, routingNumber) => expect(sipNumber(header)).toEqual({ number, routingNumber }));
});
