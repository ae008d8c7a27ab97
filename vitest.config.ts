import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: ["default", "./test/reporters/closing-line.ts"],
    projects: [
      { test: { name: "unit", include: ["packages/**/src/**/*.test.ts", "services/**/src/**/*.test.ts"] } },
      { test: { name: "architecture", include: ["test/architecture/**/*.test.ts"] } },
      { test: { name: "golden", include: ["test/golden/**/*.test.ts", "test/taxes/**/*.test.ts"] } },
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
      { test: { name: "conformance", include: ["test/conformance/**/*.test.ts"] } },
    ],
  },
});
