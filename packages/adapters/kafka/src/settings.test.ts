import { expect, it } from "vitest";
import { kafkaSettings } from "./settings.ts";

const BROKERS = "kafka-1:9093,kafka-2:9093";

it("without KAFKA_BROKERS there is no Kafka", () => {
  expect(kafkaSettings({ KAFKA_TOPIC: "calls" })).toEqual({ ok: true, value: null });
  expect(kafkaSettings({ KAFKA_BROKERS: "" })).toEqual({ ok: true, value: null });
});

it("has a default for all the rest", () => {
  expect(kafkaSettings({ KAFKA_BROKERS: BROKERS, KAFKA_GROUP: "" })).toEqual({
    ok: true,
    value: {
      brokers: ["kafka-1:9093", "kafka-2:9093"],
      tls: null,
      sasl: null,
      topic: "tollwright.calls.v1",
      deadLetterTopic: "tollwright.calls.v1.dead-letter",
      group: "tollwright.rating-engine",
      partitions: 12,
      replicas: -1,
      sessionMilliseconds: 10_000,
    },
  });
});

it("takes TLS and SASL", () => {
  const settings = kafkaSettings({
    KAFKA_BROKERS: BROKERS,
    KAFKA_TLS: "true",
    KAFKA_SASL_MECHANISM: "scram-sha-512",
    KAFKA_SASL_USERNAME: "rating",
    KAFKA_SASL_PASSWORD: "secret",
  });
  expect(settings).toMatchObject({
    value: { tls: {}, sasl: { mechanism: "scram-sha-512", username: "rating", password: "secret" } },
  });
});

it.each([
  ["KAFKA_BROKERS", "kafka-1", "host:port"],
  ["KAFKA_PARTITIONS", "twelve", "a whole number"],
  ["KAFKA_TLS", "yes", "true or false"],
  ["KAFKA_SASL_MECHANISM", "gssapi", "scram-sha-512"],
  ["KAFKA_TOPIC", "calls of April", "letters"],
])("%s=%s is a problem that names it", (name, value, said) => {
  const settings = kafkaSettings({ KAFKA_BROKERS: BROKERS, [name]: value });
  expect(settings).toMatchObject({ ok: false, problems: [{ code: "KAFKA_SETTING" }] });
  expect(settings.ok ? "" : settings.problems[0]?.message).toMatch(new RegExp(`^${name}: .*${said}`));
});

it("a certificate that is not there is a problem", () => {
  const settings = kafkaSettings({
    KAFKA_BROKERS: BROKERS,
    KAFKA_TLS: "true",
    KAFKA_TLS_CA: "no/such/file.pem",
  });
  expect(settings).toMatchObject({ ok: false, problems: [{ code: "KAFKA_SETTING" }] });
});
