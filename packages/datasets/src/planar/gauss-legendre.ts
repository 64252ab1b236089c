/**
 * The nodes and weights of Gauss and Legendre on [from, to], by Newton's method on Pₙ: exact for
 * polynomials up to degree 2n − 1. The weights sum to `to − from`.
 */
export function gaussLegendre(
  count: number,
  from: number,
  to: number,
): { readonly nodes: Float64Array; readonly weights: Float64Array } {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let iteration = 0; iteration < 20; iteration++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= count; k++) {
        [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      }
      slope = (count * (x * value - before)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    nodes[i] = from + ((to - from) * (1 - x)) / 2;
    weights[i] = (to - from) / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
