import { EbmError } from "@ebm/core";
import { type Check, type Contender, WASM } from "./contender.js";

/** The difference of a contender from another, relative to the other. */
export interface Agreement {
  readonly loss: number;
  /** ‖∇ − ∇′‖ / ‖∇′‖ over all parameters. Single entries may be sums that cancel. */
  readonly grad: number;
  /** The difference in the decrease of the loss over 20 steps, which checks Adam. 0 if not run. */
  readonly fall: number;
}

const LIMITS: Agreement = { loss: 1e-4, grad: 1e-4, fall: 1e-2 };

/**
 * Measures how far each contender is from the first one.
 *
 * @throws {EbmError} If the loss or the gradient of one differs by more than 1e-4.
 */
export async function agreements(
  contenders: readonly Contender[],
): Promise<Map<string, Agreement>> {
  const outcomes: { name: string; start: Check; fall: number | undefined }[] = [];
  for (const { name, check, run } of contenders) {
    const start = await check();
    // On wasm 20 steps take minutes, and its Adam is the one of @ebm/optim.
    if (name !== WASM) await run(20);
    const fall = name === WASM ? undefined : start.loss - (await check()).loss;
    outcomes.push({ name, start, fall });
  }
  const [first, ...others] = outcomes as [(typeof outcomes)[number], ...typeof outcomes];
  return new Map(
    others.map(({ name, start, fall = first.fall! }) => {
      const apart = {
        loss: Math.abs(start.loss / first.start.loss - 1),
        grad: norm(start.grad, first.start.grad) / norm(first.start.grad),
        fall: Math.abs(fall / first.fall! - 1),
      };
      for (const [what, limit] of Object.entries(LIMITS)) {
        const difference = apart[what as keyof Agreement];
        if (difference <= limit) continue;
        throw new EbmError(
          `${name}: \`${what}\` is ${difference} away from ${first.name}'s, expected up to ${limit}.`,
        );
      }
      return [name, apart];
    }),
  );
}

/** Computes ‖a − b‖ over all entries. */
function norm(a: Check["grad"], b?: Check["grad"]): number {
  let squares = 0;
  for (const [name, { data }] of Object.entries(a)) {
    const other = b === undefined ? new Float32Array(data.length) : b[name]!.data;
    for (const [i, x] of data.entries()) squares += (x - other[i]!) ** 2;
  }
  return Math.sqrt(squares);
}
