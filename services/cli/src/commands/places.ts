import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { addPlacesCheck } from "./places-check.ts";
import { addPlacesImport } from "./places-import.ts";
import { addPlacesResolve } from "./places-resolve.ts";

export function addPlaces(program: Command, runner: Runner): void {
  const places = program
    .command("places")
    .description("Taxing places: what an address, a ZIP or a point resolves to, and by which tables.");
  addPlacesResolve(places, runner);
  addPlacesImport(places, runner);
  addPlacesCheck(places, runner);
}
