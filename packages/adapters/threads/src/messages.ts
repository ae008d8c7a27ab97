import type { CarriedError } from "./carried-error.ts";

/** What a thread is told by the one that started it. */
export type ToThread<Question> =
  | { readonly kind: "question"; readonly id: number; readonly question: Question }
  | { readonly kind: "stop" };

/** What a thread tells the one that started it. */
export type FromThread<Answer, Told> =
  | { readonly kind: "answer"; readonly id: number; readonly answer: Answer }
  | { readonly kind: "noAnswer"; readonly id: number; readonly error: CarriedError }
  | { readonly kind: "told"; readonly told: Told }
  | { readonly kind: "ended"; readonly error: CarriedError | null };

/** What a thread is started with. */
export type Given<Start> = { readonly number: number; readonly start: Start };
