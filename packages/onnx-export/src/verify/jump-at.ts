import { type Feeds, type Packed, runEagerly, type Traceable } from "@ebm/trace";
import { rootMeanSquare } from "./root-mean-square.js";

/** The relative distance at which a function is compared with itself: about 16 roundings of float32. */
const STEP = 1e-6;

/**
 * Measures how much a function jumps near some inputs: the largest second difference
 *
 *   |f(x + h) + f(x − h) − 2 f(x)| / s,   |hᵢ| = 1e-6 |xᵢ|,
 *
 * where s is the root mean square of an output. It is of the order of h² where f is smooth. Whole numbers
 * stay as they are: they are codes, labels or places.
 */
export function jumpAt(
  f: Traceable,
  { inputs, outputs }: { readonly inputs: Feeds; readonly outputs: Feeds },
): number {
  const [above, below] = [runEagerly(f, moved(inputs, STEP)), runEagerly(f, moved(inputs, -STEP))];
  const jumps = Object.entries(outputs).map(([name, { data }]) => {
    const scale = rootMeanSquare(data);
    const [up, down] = [above[name]!.data, below[name]!.data];
    const seconds = Array.from(data, (value, i) => Math.abs(up[i]! + down[i]! - 2 * value));
    return seconds.reduce((largest, second) => Math.max(largest, second / scale), 0);
  });
  return Math.max(0, ...jumps);
}

/** Moves every other number up by a fraction of itself, and the others down. */
function moved(feeds: Feeds, step: number): Feeds {
  const move = (value: number, i: number): number =>
    Number.isInteger(value) ? value : value * (1 + (i % 2 === 0 ? step : -step));
  return Object.fromEntries(
    Object.entries(feeds).map(([name, packed]): [string, Packed] => {
      const { data, shape } = packed;
      const isFloat = data instanceof Float32Array || data instanceof Float64Array;
      return [name, isFloat ? { data: data.map(move), shape } : packed];
    }),
  );
}
