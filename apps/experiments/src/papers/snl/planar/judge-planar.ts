import { type Key, key, normal, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import {
  exactLogNormalizer,
  type GridPoints,
  likelihoodBracket,
  logNormalizerEstimate,
  weightDiagnostics,
} from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { encodePicture } from "../../../studies/picture.js";
import type { Metrics } from "../../../studies/study.js";
import { densityShades } from "./density-shades.js";
import type { FittedPlanar } from "./fit-planar.js";
import { planarBox } from "./planar-box.js";
import type { PlanarCell } from "./planar-cell.js";
import type { PlanarData } from "./planar-data.js";
import { planarMethods } from "./planar-methods.js";

/** Number of samples, as in the authors' evaluation. */
const DRAWS = 20_000;
const POINTS = 501;

/** Pictures need much space, so only some cells have one. */
const isDrawn = ({ seed, method, base, variant }: PlanarCell): boolean =>
  seed === 0 && method === "SNL" && base === "proposal" && variant !== undefined;

/** Computes the likelihood of the test points, by quadrature and by samples, and the error of b. */
export async function judgePlanar(
  cell: PlanarCell,
  { fitted, data }: { readonly fitted: FittedPlanar; readonly data: PlanarData },
): Promise<Metrics> {
  const { run, energy, proposal } = fitted;
  const energyAt = run.compile((params, { x }: { x: tf.Tensor2D }) => energy(params, x));
  const energies = async (x: Matrix | GridPoints): Promise<Float32Array> =>
    (await energyAt({ x })).output.data;
  const logWeightsOf = run.compile((params, { normals }: { normals: tf.Tensor2D }) => {
    const y = proposal.sample(normals);
    return tf.neg(tf.add(energy(params, y), proposal.logProb(y)));
  });
  const draws = async (sampleKey: Key): Promise<Float32Array> => {
    const shape = [DRAWS, proposal.noiseDim] as const;
    const normals = { data: normal(sampleKey, shape[0] * shape[1]), shape };
    return (await logWeightsOf({ normals })).output.data;
  };

  const dataEnergy = await energies(data.test);
  const mean = dataEnergy.reduce((sum, e) => sum + e, 0) / dataEnergy.length;
  const box = planarBox(cell.dataset);
  const exact = await exactLogNormalizer(box.energyOf(energies), box, { points: POINTS });
  const truth = data.truth.logProb(data.test);
  const oracle = truth.reduce((sum, value) => sum + value, 0) / truth.length;
  const [forDraws] = split(key(1000 + cell.seed), 1);
  const logWeights = await draws(forDraws);
  const learnsB = planarMethods[cell.method].learnsLogNormalizer;
  const params = run.params();
  const b = learnsB
    ? params.logNormalizer.dataSync()[0]!
    : logNormalizerEstimate([logWeights]).logNormalizer;
  const { importance, selfNormalized } = likelihoodBracket({
    dataEnergy,
    logWeights: [logWeights],
    logNormalizer: [b],
  });
  const { effectiveDraws, paretoK } = weightDiagnostics(logWeights);
  const logLikelihood = -mean - exact.logNormalizer;
  return {
    logLikelihood,
    oracle,
    gap: oracle - logLikelihood,
    importance,
    ...(learnsB && { selfNormalized, b, bError: Math.abs(b - exact.logNormalizer) }),
    logNormalizer: exact.logNormalizer,
    quadratureError: exact.error,
    edgeShare: exact.edgeShare,
    effectiveShare: effectiveDraws / DRAWS,
    paretoK,
    largestLoss: fitted.largestLoss,
    chosenStep: run.step,
    ...(isDrawn(cell) && { density: await densityOf(exact.logNormalizer) }),
  };

  async function densityOf(logNormalizer: number): Promise<string> {
    const values = await energies(box.picture);
    const density = Float64Array.from(values, (e) => Math.exp(-e - logNormalizer));
    return encodePicture(densityShades(density, data.truth.logProb(box.picture).map(Math.exp)));
  }
}
