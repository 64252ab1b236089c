import type { Matrix } from "@ebm/datasets";
import { crps, intervalCoverage, pitDeviation } from "@ebm/metrics";
import { type ExactLogNormalizer, exactLogNormalizer, type GridPoints } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { encodePicture } from "../../../studies/picture.js";
import type { Metrics } from "../../../studies/study.js";
import { rowRange } from "../../../training/row-range.js";
import type { ConditionalCell } from "./conditional-cell.js";
import type { ConditionalData } from "./conditional-data.js";
import { conditionalMethods } from "./conditional-methods.js";
import type { ConditionalParams } from "./conditional-network.js";
import { conditionalPicture, conditionalShades, PICTURE } from "./conditional-picture.js";
import type { FittedConditional } from "./fit-conditional.js";
import { type GridDensity, type GridDistribution, gridDistribution } from "./grid-distribution.js";

const POINTS = 4001;
/** The most test rows to evaluate. */
const ROWS = 500;
/** Quantiles of a density that its CRPS is computed from. */
const QUANTILES = 200;

/**
 * Computes likelihood, CRPS and calibration of the test pairs, by quadrature at each x, in the unit
 * of y.
 */
export async function judgeConditional(
  cell: ConditionalCell,
  { fitted, data }: { readonly fitted: FittedConditional; readonly data: ConditionalData },
): Promise<Metrics> {
  const { run, model, largestLoss } = fitted;
  const { test, logScale, truth } = data;
  const [low, high] = data.range;
  const rows = Math.min(ROWS, test.x.shape[0]);
  const { loss, learnsLogNormalizer } = conditionalMethods[cell.method];
  const energyAt = run.compile((params, { x, y }: { x: tf.Tensor2D; y: tf.Tensor3D }) =>
    loss ? model.energy(params, x, y) : tf.neg(model.mixture(params, x).logProb(y)),
  );
  const bAt = run.compile((params: ConditionalParams, { x }: { x: tf.Tensor2D }) =>
    model.logNormalizer(params, x),
  );
  const pit: number[] = [];
  const sums = { likelihood: 0, crps: 0, quadrature: 0, edge: 0, bError: 0, bSquare: 0 };
  const energies = async (x: Matrix, y: ArrayLike<number>): Promise<Float32Array> => {
    const feed = { data: Float32Array.from(y), shape: [1, y.length, 1] };
    return (await energyAt({ x, y: feed })).output.data;
  };
  const quadratureAt = async (x: Matrix): Promise<ExactLogNormalizer & GridDistribution> => {
    let density: GridDensity = { nodes: [], energies: [] };
    const energy = async ({ data: nodes }: GridPoints): Promise<Float32Array> => {
      density = { nodes, energies: await energies(x, nodes) };
      return density.energies as Float32Array;
    };
    const box = { low: [low], high: [high] };
    const exact = await exactLogNormalizer(energy, box, { points: POINTS, chunk: POINTS });
    return { ...exact, ...gridDistribution(density) };
  };
  const densityAt = async (x: Matrix, y: ArrayLike<number>): Promise<number[]> => {
    const { logNormalizer } = await quadratureAt(x);
    const values = await energies(x, y);
    return Array.from(values, (e) => Math.exp(-e - logNormalizer));
  };
  for (let row = 0; row < rows; row++) {
    const x = rowRange(test.x, row, row + 1);
    const exact = await quadratureAt(x);
    const y = test.y.data[row]!;
    const [energy] = await energies(x, [y]);
    pit.push(exact.cdf(y));
    sums.crps += crps({
      draws: { data: exact.quantiles(QUANTILES), shape: [1, QUANTILES] },
      actual: [y],
    });
    sums.likelihood -= energy! + exact.logNormalizer + logScale;
    sums.quadrature += exact.error;
    sums.edge += exact.edgeShare;
    if (learnsLogNormalizer) {
      const b = (await bAt({ x })).output.data[0]!;
      sums.bError += Math.abs(b - exact.logNormalizer);
      sums.bSquare += (b - exact.logNormalizer) ** 2;
    }
  }
  const { seed, method, variant } = cell;
  const isDrawn = seed === 0 && method === "SNL" && variant === "best";
  const picture = isDrawn ? conditionalPicture(cell.dataset) : { x: [], y: [] };
  const density: number[] = [];
  for (let column = 0; column < (picture.x.length > 0 ? PICTURE.width : 0); column++) {
    const pick = (values: readonly number[]): number[] =>
      values.filter((_, i) => i % PICTURE.width === column);
    const x = { data: Float32Array.of(picture.x[column]!), shape: [1, 1] as const };
    const values = await densityAt(x, pick(picture.y));
    for (const [row, p] of values.entries()) density[row * PICTURE.width + column] = p;
  }
  const oracle = truth?.logProb({ x: test.x.data.slice(0, rows), y: test.y.data.slice(0, rows) });
  const oracleMean = oracle && oracle.reduce((sum, value) => sum + value, 0) / rows;
  const logLikelihood = sums.likelihood / rows;
  return {
    logLikelihood,
    ...(oracleMean !== undefined && { oracle: oracleMean, gap: oracleMean - logLikelihood }),
    ...(learnsLogNormalizer && {
      bError: sums.bError / rows,
      bRmse: Math.sqrt(sums.bSquare / rows),
    }),
    crps: (Math.exp(logScale) * sums.crps) / rows,
    pitDeviation: pitDeviation(pit),
    coverage90: intervalCoverage(pit, 0.9),
    quadratureError: sums.quadrature / rows,
    edgeShare: sums.edge / rows,
    testRows: rows,
    largestLoss,
    chosenStep: run.step,
    ...(density.length > 0 && { density: encodePicture(conditionalShades(density)) }),
  };
}
