/** Returns −mean Σᵢ log p(xᵢ | all others) of rows at inverse temperature β, in nats, from D of all flips. */
export function pseudoNll(
  ratios: Float32Array,
  { beta, rows }: { readonly beta: number; readonly rows: number },
): number {
  const sum = ratios.reduce((sum, ratio) => {
    const D = beta * ratio;
    return sum + Math.max(D, 0) + Math.log1p(Math.exp(-Math.abs(D)));
  }, 0);
  return sum / rows;
}
