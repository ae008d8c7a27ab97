import { join } from "node:path";

/** Of a broker and its controller in one process, for one machine; they listen on loopback only. */
export type BrokerPorts = { readonly broker: number; readonly controller: number };

/** The text of `server.properties`: https://kafka.apache.org/41/configuration/broker-configs/ (read 2026-07). */
export function brokerSettings(folder: string, ports: BrokerPorts): string {
  const settings = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://127.0.0.1:${ports.broker},CONTROLLER://127.0.0.1:${ports.controller}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${ports.broker},CONTROLLER://127.0.0.1:${ports.controller}`,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "controller.quorum.bootstrap.servers": `127.0.0.1:${ports.controller}`,
    "log.dirs": join(folder, "log"),
    // One broker has no others to copy to.
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    // Nobody else is about to join.
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "auto.create.topics.enable": "false",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** The ports of a broker that was set up before, so that whoever knows its address finds it again. */
export function portsIn(settings: string): BrokerPorts | null {
  const [, broker = "", controller = ""] =
    /^listeners=PLAINTEXT:\/\/127\.0\.0\.1:(\d+),CONTROLLER:\/\/127\.0\.0\.1:(\d+)$/m.exec(settings) ?? [];
  return broker === "" ? null : { broker: Number(broker), controller: Number(controller) };
}
