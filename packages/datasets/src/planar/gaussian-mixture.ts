/** A component of a mixture: its weight and where it lies. */
export interface MixtureNode {
  readonly weight: number;
  readonly x: number;
  readonly y: number;
}

/**
 * log Σₖ wₖ N((x, y); cₖ, σ²I) at one point, the weights summing to 1. With nodes of a quadrature
 * along a curve it is the density of that curve with noise.
 */
export function gaussianMixture(
  nodes: readonly MixtureNode[],
  std: number,
): (x: number, y: number) => number {
  const xs = Float64Array.from(nodes, (node) => node.x);
  const ys = Float64Array.from(nodes, (node) => node.y);
  const logWeights = Float64Array.from(nodes, (node) => Math.log(node.weight));
  const exponents = new Float64Array(nodes.length);
  const precision = 1 / (2 * std * std);
  const logVolume = Math.log(2 * Math.PI * std * std);
  return (x, y) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < exponents.length; k++) {
      const [dx, dy] = [x - xs[k]!, y - ys[k]!];
      const exponent = logWeights[k]! - (dx * dx + dy * dy) * precision;
      exponents[k] = exponent;
      if (exponent > largest) largest = exponent;
    }
    let sum = 0;
    for (let k = 0; k < exponents.length; k++) sum += Math.exp(exponents[k]! - largest);
    return largest + Math.log(sum) - logVolume;
  };
}
