import { type Compression, ContentUnreadable, compressionOf, readChunks } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";

/** A refusal as HTTP says it. */
export type Refusal = { readonly status: number; readonly problem: Problem };

export type PostedBody = {
  readonly bytes: Uint8Array;
  /** Header `Content-Type`; what a switch writes there may be missing, or wrong. */
  readonly contentType: string;
  /** Header `Content-Encoding`. */
  readonly contentEncoding: string;
  /** Of the content, unpacked. */
  readonly limitBytes: number;
};

/**
 * The records in the body of a POST, exactly as the switch would have written them into a file, so that a record posted and
 * the same record in a file are one content (books 1).
 *
 * gzip and zstd are unpacked. A form, as FreeSWITCH posts it, holds them in its field `cdr`: URL-encoded, base64, or plain. What is
 * called a form and cannot be one, as `curl --data-binary` calls a file, is taken as it is.
 *
 * @returns a Refusal 400 (nothing in it, or it cannot be decoded), 413 (larger than the limit, unpacked) or 415 (packed or
 *   wrapped in a way that is not read here).
 */
export async function recordsOfBody(body: PostedBody): Promise<Uint8Array | Refusal> {
  const media = (body.contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (media.startsWith("multipart/")) return unsupported(`a body of ${media} is not read`);
  const unpacked = await unpackedBody(body);
  if ("status" in unpacked) return unpacked;
  const records = media.startsWith("application/x-www-form") ? cdrField(unpacked, media) : unpacked;
  if ("status" in records) return records;
  if (records.length === 0) return undecodable("the body is empty");
  return packedAgain(records) ?? records;
}

const ENCODINGS: Readonly<Record<string, Compression>> = {
  "": null,
  identity: null,
  gzip: "gzip",
  "x-gzip": "gzip",
  zstd: "zstd",
};

async function unpackedBody({
  bytes,
  contentEncoding,
  limitBytes,
}: PostedBody): Promise<Uint8Array | Refusal> {
  const said = ENCODINGS[contentEncoding.trim().toLowerCase()];
  if (said === undefined) return unsupported(`the content encoding ${contentEncoding} is not unpacked here`);
  try {
    const packed = compressionOf(bytes);
    if (said !== null && packed !== said) return undecodable(`the body is not ${said}, as its header says`);
    if (packed === null) return bytes;
    return await upTo(limitBytes, readChunks(once(bytes)));
  } catch (error) {
    if (!(error instanceof ContentUnreadable)) throw error;
    return error.kind === "corrupt" ? undecodable(error.message) : unsupported(error.message);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/** Stops unpacking at the limit: a small body can hold a very large content. */
async function upTo(limitBytes: number, chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | Refusal> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limitBytes) return tooLarge(limitBytes);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** Whatever is packed twice would be unpacked without a limit later on. */
function packedAgain(records: Uint8Array): Refusal | null {
  try {
    return compressionOf(records) === null ? null : unsupported("the content is packed twice");
  } catch (error) {
    if (!(error instanceof ContentUnreadable)) throw error;
    return unsupported(error.message);
  }
}

/*
 * mod_json_cdr and mod_xml_cdr post `cdr=` and the document behind it; `encode` of their configuration says how:
 *
 *   true     application/x-www-form-urlencoded       `cdr=%7B%22core-uuid%22…`
 *   base64   application/x-www-form-base64-encoded   `cdr=eyJjb3JlLXV1aWQi…`, its `+` and `=` as they are
 *   false    application/x-www-form-plaintext        `cdr=<?xml …` (XML; JSON comes as it is, without a form)
 */
function cdrField(body: Uint8Array, media: string): Uint8Array | Refusal {
  const text = Buffer.from(body).toString("latin1");
  const before = BEFORE_RECORDS.exec(text)?.[0];
  // curl calls whatever it posts a form: what cannot be one is the records themselves, whatever the header says.
  if (before === undefined) return FORM.test(text) ? undecodable("the form has no field `cdr`") : body;
  const rest = text.slice(before.length);
  if (isDocument(rest)) return Buffer.from(rest, "latin1"); // its `&` are its own
  const value = rest.split("&", 1)[0] ?? "";
  const packed = base64Decoded(value);
  if (packed !== null && (media.includes("base64") || isDocument(packed.toString("latin1")))) return packed;
  if (media.includes("base64")) return undecodable("the field `cdr` is no base64");
  return percentDecoded(value.replaceAll("+", "%20"));
}

/** The fields of a form up to that of the records; encoded, they hold no blanks and no quotes. */
const BEFORE_RECORDS = /^(?:[^\s"=&]+=[^\s"&]*&)*cdr=/;
const FORM = /^[^\s",;|=&]+=[^\s",;|]*$/;

/** JSON and XML begin with a sign that neither encoding has. */
function isDocument(text: string): boolean {
  return /^\s*[{[<]/.test(text);
}

function base64Decoded(value: string): Buffer | null {
  const base64 = percentDecoded(value).toString("latin1").replace(/\s/g, "");
  return /^[A-Za-z0-9+/]*={0,2}$/.test(base64) ? Buffer.from(base64, "base64") : null;
}

/** Bytes, not text: what the switch wrote may be in any character set. */
function percentDecoded(text: string): Buffer {
  const plain = text.replace(/%([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(plain, "latin1");
}

function undecodable(message: string): Refusal {
  return { status: 400, problem: problem({ code: "INTAKE_BODY", message }) };
}

function unsupported(message: string): Refusal {
  return { status: 415, problem: problem({ code: "INTAKE_ENCODING", message }) };
}

export function tooLarge(limitBytes: number): Refusal {
  const message = `the body is larger than ${limitBytes} bytes`;
  return { status: 413, problem: problem({ code: "INTAKE_TOO_LARGE", message }) };
}
