import { expect, it } from "vitest";
import { serverSettings } from "./server-settings.ts";

const GIGABYTE = 2 ** 30;

it.each([
  [64, "1024MB"],
  [24, "1024MB"],
  [16, "1024MB"],
  [15, "960MB"],
  [4, "256MB"],
  [2, "128MB"],
  [1, "128MB"],
])("a machine of %i GB lends the server %s", (gigabytes, shared) => {
  expect(serverSettings("/s", gigabytes * GIGABYTE)).toContain(`shared_buffers=${shared}`);
});
