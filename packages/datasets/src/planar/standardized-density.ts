import { type PlanarDensity, planarDensity } from "./planar-density.js";

/**
 * The density of z = (x − mean) / std, column by column, where x has the given one:
 *
 *   log p(z) = log p(mean + std·z) + Σ log std.
 *
 * With the statistics of the training rows it is what a model of standardized data is to reach.
 */
export function standardizedDensity(
  density: PlanarDensity,
  { mean, std }: { readonly mean: ArrayLike<number>; readonly std: ArrayLike<number> },
): PlanarDensity {
  const logVolume = Math.log(std[0]!) + Math.log(std[1]!);
  const raw = new Float64Array(2);
  return planarDensity({
    name: `standardized ${density.name}`,
    exactness: density.exactness,
    draw: (key, count) =>
      density.sample(key, count).data.map((value, i) => (value - mean[i % 2]!) / std[i % 2]!),
    logProbAt(x, y) {
      raw[0] = mean[0]! + std[0]! * x;
      raw[1] = mean[1]! + std[1]! * y;
      return density.logProb({ data: raw, shape: [1, 2] })[0]! + logVolume;
    },
  });
}
