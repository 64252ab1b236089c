import { compile, type Feeds, type Packed } from "@ebm/engine";
import type { Traceable } from "@ebm/trace";
import { type Backend, reference } from "./backends.js";
import { type Case, type Order, orders } from "./cases/case.js";

/** The errors of a backend against the reference at each order, or the kernel that it lacks. */
export type Comparison = { readonly [O in Order]?: number | string };

export async function compare(
  { functions, inputs, fixed }: Case,
  backend: Backend,
): Promise<Comparison> {
  const feeds = { ...inputs, ...fixed };
  const found: { [O in Order]?: number | string } = {};
  for (const order of orders) {
    const f = functions[order];
    if (!f) continue;
    const expected = await run(f, feeds, reference);
    try {
      found[order] = difference(await run(f, feeds, backend), expected);
    } catch (error) {
      found[order] = missingKernel(error as Error);
    }
  }
  return found;
}

async function run(f: Traceable, feeds: Feeds, { runtime, use }: Backend): Promise<Feeds> {
  await use();
  const compiled = compile(f, { runtime });
  try {
    return await compiled(feeds);
  } finally {
    await compiled.dispose();
    await reference.use();
  }
}

function missingKernel(error: Error): string {
  const [, kernel] = /^Kernel '(.+)' not registered for backend/.exec(error.message) ?? [];
  if (kernel === undefined) throw error;
  return kernel;
}

/**
 * Returns the largest difference, relative to the largest entry of the output, because float32
 * keeps small entries among large ones no more precisely. Infinity if shapes, infinities or NaNs
 * differ.
 */
export function difference(actual: Feeds, expected: Feeds): number {
  return Math.max(...Object.entries(expected).map(([name, b]) => between(actual[name], b)));
}

function between(a: Packed | undefined, b: Packed): number {
  if (!a || a.shape.join() !== b.shape.join()) return Infinity;
  let [largest, scale] = [0, 0];
  for (const [i, y] of b.data.entries()) {
    const x = a.data[i]!;
    if (x === y || Object.is(x, y)) scale = Math.max(scale, Number.isFinite(y) ? Math.abs(y) : 0);
    else if (!Number.isFinite(x) || !Number.isFinite(y)) return Infinity;
    else [largest, scale] = [Math.max(largest, Math.abs(x - y)), Math.max(scale, Math.abs(y))];
  }
  return largest === 0 ? 0 : largest / (scale || 1);
}
