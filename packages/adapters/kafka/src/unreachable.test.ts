import { ProblemError } from "@tollwright/problem";
import kafkajs from "kafkajs";
import { expect, it } from "vitest";
import { notTaken, unreachable } from "./unreachable.ts";

it.each([
  ["a wrong password", { name: "KafkaJSSASLAuthenticationError" }, "BROKER_REFUSED"],
  ["a mechanism that the broker does not know", { type: "UNSUPPORTED_SASL_MECHANISM" }, "BROKER_REFUSED"],
  ["another authority", { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, "BROKER_REFUSED"],
  ["an authority that is not named", { code: "SELF_SIGNED_CERT_IN_CHAIN" }, "BROKER_REFUSED"],
  ["a certificate that has ended", { code: "CERT_HAS_EXPIRED" }, "BROKER_REFUSED"],
  ["a certificate for another name", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "BROKER_REFUSED"],
  ["nobody listens", { code: "ECONNREFUSED" }, "BROKER_UNREACHABLE"],
  ["no such name yet", { code: "ENOTFOUND" }, "BROKER_UNREACHABLE"],
])("%s, under what the client made of it", (_, facts, code) => {
  const cause = Object.assign(new Error("said"), facts);
  const problem = unreachable({ brokers: ["a:1", "b:2"] }, new Error("gave up", { cause })).problem;
  expect(problem).toMatchObject({ code, message: "a:1, b:2: gave up" });
});

const { KafkaJSConnectionError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } = kafkajs;
const gaveUp = (cause: Error) =>
  new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 8, retryTime: 3_000 });

it.each([
  ["nobody answers", gaveUp(new KafkaJSConnectionError("Connection error")), "BROKER_UNREACHABLE"],
  ["its disk is full", gaveUp(new KafkaJSProtocolError(new Error("Disk error"))), "BROKER_WRITE_FAILED"],
  ["a message too large", new KafkaJSProtocolError(new Error("too large")), "BROKER_WRITE_FAILED"],
])("what is sent is not taken: %s", (_, cause, code) => {
  const told = notTaken({ brokers: ["a:1"] }, cause);
  expect(told instanceof ProblemError && told.problem.code).toBe(code);
});

it("a bug stays what it is", () => {
  const bug = new TypeError("nothing of the client");
  expect(notTaken({ brokers: ["a:1"] }, bug)).toBe(bug);
});
