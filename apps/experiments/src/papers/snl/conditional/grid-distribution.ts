export interface GridDensity {
  /** Evenly spaced nodes, in increasing order. */
  readonly nodes: ArrayLike<number>;
  /** E at each node: the density is exp(−E) up to a factor. */
  readonly energies: ArrayLike<number>;
}

export interface GridDistribution {
  /** F(y), the probability of values up to y. */
  cdf(y: number): number;
  /** The quantiles of (i + ½)/count: a sample without noise. */
  quantiles(count: number): Float64Array;
}

/** Returns the distribution of a density on a grid, by the trapezoidal rule. */
export function gridDistribution({ nodes, energies }: GridDensity): GridDistribution {
  const last = nodes.length - 1;
  const least = Array.from(energies).reduce((a, b) => Math.min(a, b));
  const sums = new Float64Array(nodes.length);
  const mass = (i: number): number => Math.exp(least - energies[i]!);
  for (let i = 1; i <= last; i++) sums[i] = sums[i - 1]! + (mass(i - 1) + mass(i)) / 2;
  const [low, step] = [nodes[0]!, (nodes[last]! - nodes[0]!) / last];
  return {
    cdf(y) {
      const place = Math.min(last, Math.max(0, (y - low) / step));
      const i = Math.min(last - 1, Math.floor(place));
      return (sums[i]! + (place - i) * (sums[i + 1]! - sums[i]!)) / sums[last]!;
    },
    quantiles(count) {
      let i = 0;
      return Float64Array.from({ length: count }, (_, q) => {
        const sum = ((q + 0.5) / count) * sums[last]!;
        while (sums[i + 1]! < sum) i++;
        return low + step * (i + (sum - sums[i]!) / (sums[i + 1]! - sums[i]!));
      });
    },
  };
}
