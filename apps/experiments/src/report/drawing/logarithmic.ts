import { paddedExtent } from "./padded-extent.js";
import type { Quantitative } from "./quantitative.js";

export interface Logarithmic extends Quantitative {
  readonly scale: Quantitative["scale"] & { readonly type: "log"; readonly base: number };
  readonly axis: { readonly values: number[]; readonly format: string };
}

export interface LogarithmicOptions {
  readonly base: number;
  /** The positive values that it must span. */
  readonly values: readonly number[];
}

/**
 * Returns a field of positive numbers along a logarithmic axis, with a tick at each power of the
 * base. With base 10 and few powers, there are ticks at 2 and 5 times each power too.
 */
export function logarithmic(
  field: string,
  title: string,
  { base, values }: LogarithmicOptions,
): Logarithmic {
  const logs = paddedExtent(values.map((value) => Math.log(value) / Math.log(base)));
  const [least, most] = logs.map((log) => base ** log) as [number, number];
  const first = Math.floor(logs[0]);
  const powers = Array.from(
    { length: Math.ceil(logs[1]) - first + 1 },
    (_, i) => base ** (first + i),
  );
  const within = (tick: number): boolean => tick >= least && tick <= most;
  const ticks = powers.filter(within);
  const finer = powers.flatMap((power) => [power, 2 * power, 5 * power]).filter(within);
  return {
    field,
    type: "quantitative",
    title,
    scale: { type: "log", base, domain: [least, most], nice: false },
    axis: { values: base === 10 && ticks.length < 3 ? finer : ticks, format: "~g" },
  };
}
