import { defineConfig } from "vitest/config";

// `isolate: false`: tests of pure code share their modules, which makes them several times faster. What starts servers
// and processes stands alone.

/** A test that hangs ends; one on a slow or busy machine does not: how long it takes is for the bench. */
const testTimeout = 30_000;

export default defineConfig({
  test: {
    reporters: ["default", "./test/reporters/closing-line.ts"],
    projects: [
      {
        test: {
          name: "unit",
          isolate: false,
          testTimeout,
          include: ["packages/**/src/**/*.test.ts", "services/**/src/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "architecture",
          isolate: false,
          testTimeout,
          include: ["test/architecture/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "golden",
          isolate: false,
          testTimeout,
          include: ["test/golden/**/*.test.ts", "test/taxes/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "integration",
          include: [
            "test/integration/**/*.test.ts",
            "test/contracts/**/*.test.ts",
            "test/simulation/**/*.test.ts",
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "conformance",
          isolate: false,
          testTimeout,
          include: ["test/conformance/**/*.test.ts"],
        },
      },
    ],
  },
});
