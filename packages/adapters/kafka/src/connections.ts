import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { ISocketFactory } from "kafkajs";

export type Connections = {
  /** Opens a connection for kafkajs. */
  readonly open: ISocketFactory;
  /** Ends what is still open, after everything has been said; nothing is opened any more. */
  readonly hangUp: () => void;
};

const KEEP_ALIVE_MILLISECONDS = 60_000;

/**
 * The connections of one client, so that all of them end with it. kafkajs 2.2.4 forgets one where two requests meet a connection that
 * was lost: each opens another, and the first stays open as long as the process, which then never ends.
 */
export function connections(): Connections {
  const sockets = new Set<Socket>();
  let isOver = false;
  return {
    open({ host, port, ssl, onConnect }) {
      if (isOver) throw new Error("the connections to the brokers are closed");
      const socket: Socket = ssl
        ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...ssl }, onConnect)
        : connect({ host, port }, onConnect);
      socket.setKeepAlive(true, KEEP_ALIVE_MILLISECONDS);
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      return socket;
    },
    hangUp() {
      isOver = true;
      // As an error: of anything else kafkajs would not hear, and its requests and timers would go on.
      for (const socket of sockets) socket.destroy(new Error("the connections to the brokers are closed"));
    },
  };
}
