import { Tariff } from "./tariff.ts";

/** A tariff that a plan sells calls by: increments are of whole seconds, for a bill counts in them. */
export const PlanTariff = Tariff.check((context) => {
  for (const { path, increment } of increments(context.value)) {
    if (increment == null || Number.isInteger(Number(increment))) continue;
    const message = "calls are billed in whole seconds";
    context.issues.push({ code: "custom", path: [...path], message, input: increment });
  }
});

function increments({ initialSeconds, incrementSeconds, periods }: Tariff) {
  return [
    { path: ["initialSeconds"], increment: initialSeconds },
    { path: ["incrementSeconds"], increment: incrementSeconds },
    ...(periods ?? []).flatMap(({ slots }, period) =>
      slots.map((slot, index) => ({
        path: ["periods", period, "slots", index, "incrementSeconds"],
        increment: slot.incrementSeconds,
      })),
    ),
  ];
}
