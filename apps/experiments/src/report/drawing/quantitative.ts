export interface Quantitative {
  readonly field: string;
  readonly type: "quantitative";
  readonly title: string;
  readonly scale: QuantitativeScale;
}

export interface QuantitativeScale {
  domain?: [number, number];
  nice?: boolean;
  /** Whether the axis must reach zero. */
  zero?: boolean;
}

/** Returns a field of numbers along an axis. */
export function quantitative(
  field: string,
  title: string,
  scale: QuantitativeScale = {},
): Quantitative {
  return { field, type: "quantitative", title, scale: { zero: false, ...scale } };
}

/** Returns the field of training steps, from 0 to the last. */
export function stepAxis(points: readonly { readonly step: number }[]): Quantitative {
  const last = Math.max(1, points.at(-1)?.step ?? 1);
  return quantitative("step", "step", { domain: [0, last], nice: false });
}
