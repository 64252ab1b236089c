import type { Matrix } from "@ebm/datasets";
import type { TiltGuardInputs } from "./tilt-guard.js";
import { sliceRows, type TiltPoints } from "./tilt-points.js";
import type { TiltRows } from "./tilt-rows.js";

/** A tilt with its parameters, ready to be computed. */
export interface TiltEvaluator {
  /** Whether f depends on y alone. */
  readonly ignoresInputs: boolean;
  /** Computes f at y [batch, samples, dim] and x [batch, features]. Shape [batch, samples], packed. */
  energies(
    y: { readonly data: Float32Array; readonly shape: readonly [number, number, number] },
    x: Matrix | undefined,
  ): Promise<ArrayLike<number>>;
  /** Computes log Z(x), if the tilt knows it exactly. Shape [batch]. */
  logPartitions?(x: Matrix): Promise<ArrayLike<number>>;
}

export interface TiltGains extends TiltGuardInputs {
  /** log Ẑ. Shape [rows], or [1] if there are no inputs. */
  readonly logPartitions: Float64Array;
}

/** The largest number of y in one call of the energy. */
const CHUNK = 8192;

/** The largest number of x in one call of `logPartitions`. */
const PARTITION_CHUNK = 128;

/**
 * Computes log p(y|x) − log q(y|x) of each row in float64. log Z is summed over the points, unless the
 * tilt knows it.
 */
export async function tiltGains(
  tilt: TiltEvaluator,
  { y, x }: Pick<TiltRows, "x" | "y">,
  points: TiltPoints | undefined,
): Promise<TiltGains> {
  const { logPartitions, effectiveSamples } = points
    ? await summedPartitions(tilt, x, points)
    : await knownPartitions(tilt, x!);
  const rows = y.shape[0];
  const gains = new Float64Array(rows);
  for (let start = 0; start < rows; start += CHUNK) {
    const part = sliceRows(y, start, Math.min(rows, start + CHUNK));
    const [size, dim] = part.shape;
    const inputs = tilt.ignoresInputs ? undefined : x && sliceRows(x, start, start + size);
    const shape = inputs ? ([size, 1, dim] as const) : ([1, size, dim] as const);
    const values = await tilt.energies({ data: part.data, shape }, inputs);
    for (let i = 0; i < size; i++) {
      gains[start + i] = -values[i]! - logPartitions[x ? start + i : 0]!;
    }
  }
  return { gains, logPartitions, effectiveSamples, samples: points?.count ?? 1 };
}

type Partitions = Pick<TiltGains, "logPartitions"> & { readonly effectiveSamples: Float64Array };

async function knownPartitions(tilt: TiltEvaluator, x: Matrix): Promise<Partitions> {
  const rows = x.shape[0];
  const logPartitions = new Float64Array(rows);
  for (let start = 0; start < rows; start += PARTITION_CHUNK) {
    const part = sliceRows(x, start, Math.min(rows, start + PARTITION_CHUNK));
    logPartitions.set(await tilt.logPartitions!(part), start);
  }
  return { logPartitions, effectiveSamples: new Float64Array(rows).fill(Infinity) };
}

async function summedPartitions(
  tilt: TiltEvaluator,
  x: Matrix | undefined,
  points: TiltPoints,
): Promise<Partitions> {
  const { count, logProb } = points;
  const logWeights = await pointLogWeights(tilt, x, points);
  const groups = x ? x.shape[0] : 1;
  const isShared = logWeights.length === count;
  const logPartitions = new Float64Array(groups);
  const effectiveSamples = new Float64Array(groups).fill(Infinity);
  const weights = new Float64Array(count);
  for (let group = 0; group < groups; group++) {
    const from = isShared ? 0 : group * count;
    for (let i = 0; i < count; i++) {
      weights[i] = logWeights[from + i]! + (logProb ? logProb[group * count + i]! : 0);
    }
    const { logSum, effective } = summary(weights);
    logPartitions[group] = logProb ? logSum : logSum - Math.log(count);
    if (!logProb) effectiveSamples[group] = effective;
  }
  return { logPartitions, effectiveSamples };
}

/** −f at all points. Shape [rows, points], or [1, points] if it is the same for all rows. */
async function pointLogWeights(
  tilt: TiltEvaluator,
  x: Matrix | undefined,
  { y, count, dim, isOwn }: TiltPoints,
): Promise<Float64Array> {
  const isShared = !isOwn && (tilt.ignoresInputs || !x);
  const groups = x && !isShared ? x.shape[0] : 1;
  const out = new Float64Array(groups * count);
  const batch = isOwn ? Math.max(1, Math.floor(CHUNK / count)) : 1;
  for (let group = 0; group < groups; group += batch) {
    const size = Math.min(batch, groups - group);
    const inputs = x && !tilt.ignoresInputs ? sliceRows(x, group, group + size) : undefined;
    const from = isOwn ? group * count : 0;
    // one row of many points takes several calls, and many rows of few points take one
    for (let start = 0; start < count; start += CHUNK) {
      const end = Math.min(count, start + CHUNK);
      const first = (from + start) * dim;
      const data = y.subarray(first, first + size * (end - start) * dim);
      const shape = inputs
        ? ([size, end - start, dim] as const)
        : ([1, size * (end - start), dim] as const);
      const values = await tilt.energies({ data, shape }, inputs);
      for (let i = 0; i < values.length; i++) out[group * count + start + i] = -values[i]!;
    }
  }
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
