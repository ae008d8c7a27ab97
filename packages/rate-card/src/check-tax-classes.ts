import type { Coverage, Levy } from "@tollwright/tax";
import type { Finding } from "./finding.ts";
import type { PricePlan } from "./plan/price-plan.ts";

/** The service classes that the tax rules know by name; null where no file lists them. */
export function knownTaxClasses(coverage: readonly Coverage[]): ReadonlySet<string> | null {
  const lists = coverage.flatMap(({ serviceClasses }) =>
    serviceClasses ? [Object.keys(serviceClasses)] : [],
  );
  return lists.length === 0 ? null : new Set(lists.flat());
}

/** A product of a class that no rule knows would be sold untaxed in silence. */
export function checkProductClasses({ products }: PricePlan, known: ReadonlySet<string>): readonly Finding[] {
  return products.flatMap((product, index) => {
    const own =
      "serviceClass" in product ? [{ path: ["serviceClass"], serviceClass: product.serviceClass }] : [];
    const allocations = "allocations" in product ? (product.allocations ?? []) : [];
    const parts = allocations.flatMap(({ components }, position) =>
      components.map(({ serviceClass }, component) => ({
        path: ["allocations", position, "components", component, "serviceClass"],
        serviceClass,
      })),
    );
    return [...own, ...parts].flatMap((named) => unknown(named, ["products", index], known));
  });
}

/** A levy that names a class wrongly would reach nothing. */
export function checkLevyClasses(levy: Levy, known: ReadonlySet<string>): readonly Finding[] {
  const lists = [
    { path: ["serviceClasses"], classes: levy.serviceClasses ?? [] },
    { path: ["except", "serviceClasses"], classes: levy.except?.serviceClasses ?? [] },
  ];
  return lists.flatMap(({ path, classes }) =>
    classes.flatMap((serviceClass, index) => unknown({ path: [...path, index], serviceClass }, [], known)),
  );
}

function unknown(
  { path, serviceClass }: { readonly path: readonly (string | number)[]; readonly serviceClass: string },
  under: readonly (string | number)[],
  known: ReadonlySet<string>,
): Finding[] {
  if (known.has(serviceClass)) return [];
  const message = `no tax rule knows service class ${serviceClass}`;
  return [{ code: "TAX_CLASS_UNKNOWN", path: [...under, ...path], message }];
}
