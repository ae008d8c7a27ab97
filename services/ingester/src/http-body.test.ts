import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { recordsOfBody } from "./http-body.ts";

const JSON_DOCUMENT = '{"variables":{"uuid":"a+b & c","caller_id_name":"Zoë %22x"}}';
const XML_DOCUMENT = '<?xml version="1.0"?>\n<cdr><variables><a>1 &amp; 2+3</a></variables></cdr>';
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const FORM = "application/x-www-form-urlencoded";
const BASE64_FORM = "application/x-www-form-base64-encoded";
const PLAIN_FORM = "application/x-www-form-plaintext";

async function read(body: string | Uint8Array, contentType: string, contentEncoding = "") {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const records = await recordsOfBody({ bytes, contentType, contentEncoding, limitBytes: 10_000 });
  return "status" in records ? records : Buffer.from(records).toString();
}

describe("the records in the body of a post", () => {
  it.each([
    ["JSON as it is", JSON_DOCUMENT, "application/json", "", JSON_DOCUMENT],
    ["XML as it is", XML_DOCUMENT, "text/xml; charset=utf-8", "", XML_DOCUMENT],
    ["lines of text", '"a","b"\n"c","d"\n', "text/csv", "", '"a","b"\n"c","d"\n'],
    ["no media type at all", JSON_DOCUMENT, "", "", JSON_DOCUMENT],
    ["gzip, and its header", gzipSync(JSON_DOCUMENT), "application/json", "gzip", JSON_DOCUMENT],
    ["zstd, and its header", zstdCompressSync(JSON_DOCUMENT), "", "zstd", JSON_DOCUMENT],
    ["gzip, as a file would be", gzipSync(JSON_DOCUMENT), "application/gzip", "", JSON_DOCUMENT],
    ["a form, URL-encoded", `cdr=${encodeURIComponent(JSON_DOCUMENT)}`, FORM, "", JSON_DOCUMENT],
    ["XML in one", `cdr=${encodeURIComponent(XML_DOCUMENT)}`, FORM, "", XML_DOCUMENT],
    ["spaces written as +", "cdr=%7B%22a%22:+1%7D", FORM, "", '{"a": 1}'],
    [
      "other fields around it",
      `uuid=7&cdr=${encodeURIComponent(JSON_DOCUMENT)}&x=1`,
      FORM,
      "",
      JSON_DOCUMENT,
    ],
    ["a form in base64", `cdr=${base64(JSON_DOCUMENT)}`, BASE64_FORM, "", JSON_DOCUMENT],
    [
      "base64 that a client encoded once more",
      `cdr=${encodeURIComponent(base64(JSON_DOCUMENT))}`,
      BASE64_FORM,
      "",
      JSON_DOCUMENT,
    ],
    ["base64 under the name of the other form", `cdr=${base64(XML_DOCUMENT)}`, FORM, "", XML_DOCUMENT],
    ["lines of text in a form", `cdr=${encodeURIComponent('"a","b"\n')}`, FORM, "", '"a","b"\n'],
    ["lines of text in base64", `cdr=${base64('"a","b"\n')}`, BASE64_FORM, "", '"a","b"\n'],
    ["a plain form: its & are its own", `cdr=${XML_DOCUMENT}`, PLAIN_FORM, "", XML_DOCUMENT],
    ["JSON under the name of a form", JSON_DOCUMENT, PLAIN_FORM, "", JSON_DOCUMENT],
    ["a file as curl posts it, by the name of a form", '"a","b&cdr=c"\n', FORM, "", '"a","b&cdr=c"\n'],
    ["rows between bars, the same way", "INVITE|a=1|b\n", FORM, "", "INVITE|a=1|b\n"],
    ["one word without a line end, the same way", "DOCUMENTATION", FORM, "", "DOCUMENTATION"],
    ["a file, packed, the same way", gzipSync('"a","b"\n'), FORM, "gzip", '"a","b"\n'],
    ["a form, packed", gzipSync(`cdr=${base64(JSON_DOCUMENT)}`), BASE64_FORM, "gzip", JSON_DOCUMENT],
    ["exactly as much as the limit", gzipSync("a".repeat(10_000)), "", "gzip", "a".repeat(10_000)],
  ])("%s", async (_what, body, type, encoding, expected) => {
    expect(await read(body, type, encoding)).toBe(expected);
  });

  it("keeps bytes that are no UTF-8", async () => {
    const latin1 = Buffer.from('{"name":"Zo\u00eb"}', "latin1");
    const form = Buffer.from("cdr=%7B%22name%22:%22Zo%EB%22%7D");
    const read = (bytes: Uint8Array, contentType: string) =>
      recordsOfBody({ bytes, contentType, contentEncoding: "", limitBytes: 100 });
    expect(await read(form, FORM)).toEqual(latin1);
    expect(await read(Buffer.concat([Buffer.from("cdr="), latin1]), PLAIN_FORM)).toEqual(latin1);
    expect(await read(Buffer.from(`cdr=${latin1.toString("base64")}`), BASE64_FORM)).toEqual(latin1);
  });

  it.each([
    ["nothing", "", "application/json", "", 400, "INTAKE_BODY"],
    ["a form without the field", "uuid=1", FORM, "", 400, "INTAKE_BODY"],
    ["an empty field", "cdr=", FORM, "", 400, "INTAKE_BODY"],
    ["a field that is no base64", "cdr=a-b-c", BASE64_FORM, "", 400, "INTAKE_BODY"],
    ["plain text under the header of gzip", JSON_DOCUMENT, "", "gzip", 400, "INTAKE_BODY"],
    ["gzip under the header of zstd", gzipSync("a"), "", "zstd", 400, "INTAKE_BODY"],
    ["gzip, cut off", gzipSync(JSON_DOCUMENT).subarray(0, 20), "", "gzip", 400, "INTAKE_BODY"],
    [
      "one byte more than the limit, unpacked",
      gzipSync("a".repeat(10_001)),
      "",
      "gzip",
      413,
      "INTAKE_TOO_LARGE",
    ],
    ["far more than it", zstdCompressSync(Buffer.alloc(50_000_000)), "", "zstd", 413, "INTAKE_TOO_LARGE"],
    ["brotli", "x", "", "br", 415, "INTAKE_ENCODING"],
    ["two encodings", "x", "", "gzip, gzip", 415, "INTAKE_ENCODING"],
    ["packed twice", gzipSync(gzipSync("a")), "", "gzip", 415, "INTAKE_ENCODING"],
    [
      "packed inside of a form",
      `cdr=${gzipSync("a").toString("base64")}`,
      BASE64_FORM,
      "",
      415,
      "INTAKE_ENCODING",
    ],
    ["a zip archive", "PK\u0003\u0004....", "", "", 415, "INTAKE_ENCODING"],
    ["a form of several parts", "--x", "multipart/form-data; boundary=x", "", 415, "INTAKE_ENCODING"],
  ])("%s is refused", async (_what, body, type, encoding, status, code) => {
    expect(await read(body, type, encoding)).toMatchObject({ status, problem: { code } });
  });
});
