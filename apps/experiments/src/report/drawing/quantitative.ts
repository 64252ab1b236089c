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

/** A field of numbers along an axis. */
export function quantitative(
  field: string,
  title: string,
  scale: QuantitativeScale = {},
): Quantitative {
  return { field, type: "quantitative", title, scale: { zero: false, ...scale } };
}
