import type { Series } from "./history.js";

/**
 * Smooths a series with an exponential moving average without bias at its start:
 * mᵢ = w·mᵢ₋₁ + (1 − w)·vᵢ, divided by 1 − wⁱ.
 *
 * @param weight w, from 0 (none) to less than 1.
 */
export function smoothSeries({ steps, values }: Series, weight: number): Series {
  let [mean, power] = [0, 1];
  return {
    steps,
    values: values.map((value) => {
      mean = weight * mean + (1 - weight) * value;
      power *= weight;
      return mean / (1 - power);
    }),
  };
}
