export { brokerMissing } from "./broker/broker-missing.ts";
export { type Broker, startBroker } from "./broker/start-broker.ts";
export { type KafkaBus, openKafkaBus } from "./kafka-bus.ts";
export { type KafkaState, kafkaState } from "./kafka-state.ts";
export type { PartitionState } from "./log-check.ts";
export { type KafkaSettings, kafkaSettings } from "./settings.ts";
