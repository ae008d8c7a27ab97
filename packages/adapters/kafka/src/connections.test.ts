import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connections } from "./connections.ts";

describe("connections", () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer((socket) => socket.on("error", () => undefined));
    await once(server.listen(0, "127.0.0.1"), "listening");
  });
  afterEach(() => server.close());

  const opened = async (open: ReturnType<typeof connections>["open"]): Promise<Socket> => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server listens on a port");
    let connected = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      connected = resolve;
    });
    // As kafkajs calls it: where there is no TLS, `ssl` is missing, whatever its type says.
    const socket = Reflect.apply(open, undefined, [
      { host: "127.0.0.1", port: address.port, onConnect: connected },
    ]);
    await until;
    return socket;
  };

  it("are all ended, also one that nobody else knows of, and whoever waits for it hears an error", async () => {
    const { open, hangUp } = connections();
    const sockets = [await opened(open), await opened(open)];
    const heard = sockets.map((socket) => once(socket, "error"));
    hangUp();
    for (const [error] of await Promise.all(heard)) expect(String(error)).toMatch(/closed/);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  });

  it("one that ended by itself is ended once", async () => {
    const { open, hangUp } = connections();
    const socket = await opened(open);
    const closed = once(socket, "close");
    socket.destroy();
    await closed;
    expect(hangUp).not.toThrow();
  });

  it("nothing is opened any more", async () => {
    const { open, hangUp } = connections();
    hangUp();
    await expect(opened(open)).rejects.toThrow("the connections to the brokers are closed");
  });
});
