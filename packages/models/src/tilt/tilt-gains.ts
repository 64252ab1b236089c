import type { Matrix } from "@ebm/datasets";
import type { TiltGuardInputs } from "./tilt-guard.js";
import { sliceRows, type TiltPoints } from "./tilt-points.js";
import type { TiltRows } from "./tilt-rows.js";

/** f at [batch, samples, dim] and [batch, features], packed. Shape [batch, samples]. */
export type TiltEnergies = (
  y: { readonly data: Float32Array; readonly shape: readonly [number, number, number] },
  x: Matrix | undefined,
) => Promise<ArrayLike<number>>;

export interface TiltGains extends TiltGuardInputs {
  /** log Ẑ. Shape [rows], or [1] if there are no inputs. */
  readonly logPartitions: Float64Array;
}

/** The largest number of y in one call of the energy. */
const CHUNK = 8192;

/** Computes log p(y|x) − log q(y|x) of each row in float64, with log Z summed over the points. */
export async function tiltGains(
  energies: TiltEnergies,
  { y, x }: Pick<TiltRows, "x" | "y">,
  points: TiltPoints,
): Promise<TiltGains> {
  const rows = y.shape[0];
  const { count, logProb } = points;
  const logWeights = await pointLogWeights(energies, x, points);
  const groups = logWeights.length / count;
  const logPartitions = new Float64Array(groups);
  const effectiveSamples = new Float64Array(groups).fill(Infinity);
  for (let group = 0; group < groups; group++) {
    const weights = logWeights.subarray(group * count, (group + 1) * count);
    const { logSum, effective } = summary(weights);
    logPartitions[group] = logProb ? logSum : logSum - Math.log(count);
    if (!logProb) effectiveSamples[group] = effective;
  }
  const gains = new Float64Array(rows);
  for (let start = 0; start < rows; start += CHUNK) {
    const part = sliceRows(y, start, Math.min(rows, start + CHUNK));
    const [size, dim] = part.shape;
    const shape = x ? ([size, 1, dim] as const) : ([1, size, dim] as const);
    const values = await energies(
      { data: part.data, shape },
      x && sliceRows(x, start, start + size),
    );
    for (let i = 0; i < size; i++) {
      gains[start + i] = -values[i]! - logPartitions[x ? start + i : 0]!;
    }
  }
  return { gains, logPartitions, effectiveSamples, samples: count };
}

/** −f at all points, plus log q if known. Shape [rows, points], or [1, points] without inputs. */
async function pointLogWeights(
  energies: TiltEnergies,
  x: Matrix | undefined,
  { y, count, dim, isOwn, logProb }: TiltPoints,
): Promise<Float64Array> {
  const groups = x ? x.shape[0] : 1;
  const out = new Float64Array(groups * count);
  const batch = isOwn ? Math.max(1, Math.floor(CHUNK / count)) : 1;
  for (let group = 0; group < groups; group += batch) {
    const size = Math.min(batch, groups - group);
    const inputs = x && sliceRows(x, group, group + size);
    const from = isOwn ? group * count : 0;
    // one row of many points takes several calls, and many rows of few points take one
    for (let start = 0; start < count; start += CHUNK) {
      const end = Math.min(count, start + CHUNK);
      const first = (from + start) * dim;
      const data = y.subarray(first, first + size * (end - start) * dim);
      const values = await energies({ data, shape: [size, end - start, dim] }, inputs);
      for (let i = 0; i < values.length; i++) out[group * count + start + i] = -values[i]!;
    }
  }
  if (logProb) for (let i = 0; i < out.length; i++) out[i]! += logProb[i]!;
  return out;
}

/** log Σ w and (Σ w)² / Σ w² of log-weights. */
function summary(logWeights: Float64Array): { logSum: number; effective: number } {
  const max = logWeights.reduce((a, b) => Math.max(a, b), -Infinity);
  let [sum, squares] = [0, 0];
  for (const logWeight of logWeights) {
    const weight = Math.exp(logWeight - max);
    sum += weight;
    squares += weight ** 2;
  }
  return { logSum: max + Math.log(sum), effective: sum ** 2 / squares };
}
