import { foldIn, type Key, key as keyOf, split } from "@ebm/core";
import { logSumExp, mean } from "@ebm/core/float64";
import type { MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { fitBitsStack } from "../bits/bits-stack.js";
import { beside } from "../chains/beside.js";
import { type Chain, chainBefore } from "../chains/chain.js";
import { chainLogProb } from "../chains/chain-log-prob.js";
import { encodeRows } from "../chains/encode-rows.js";
import { fitChain } from "../chains/fit-chain.js";
import { fitColumns } from "../chains/fit-columns.js";
import { type NumberColumn, widthOf } from "../chains/mixed-column.js";
import { outOfFoldOf } from "../chains/out-of-fold.js";
import { rowTensors } from "../chains/row-tensors.js";
import { slotsOf } from "../chains/slots.js";
import { splitColumns } from "../chains/split-columns.js";
import { duplicateGroups } from "../members/duplicate-groups.js";
import { encodeInputs } from "../members/encode-inputs.js";
import { fitInputs } from "../members/fit-inputs.js";
import { folds as foldsOf } from "../members/folds.js";
import { checkRegressionRows } from "./check-regression-rows.js";
import { type ConstantChainInputs, constantChain } from "./constant-chain.js";
import { fitOffsets } from "./fit-offsets.js";
import { fitRegressionTilt, type RegressionTiltVerdict } from "./fit-regression-tilt.js";
import { planRegression } from "./plan-regression.js";
import { openRegressionModel, type RegressionModel } from "./regression-model.js";
import { spreadShapes } from "./spread-shapes.js";

export interface RegressionProgress {
  /** The part that was fitted. */
  readonly part: string;
  /** Its out-of-fold NLL, in nats a row. */
  readonly nll: number;
}

export interface FitConditionalDensityInputs {
  /** Finite features. Shape [rows, features]. */
  readonly x: MatrixLike;
  /** Finite targets. Shape [rows, targets]. */
  readonly y: MatrixLike;
  /** Seconds that the fit may take on two cores: see `planRegression`. Default: no limit. */
  readonly budgetSeconds?: number | undefined;
  /** Whether to fit an energy on top of the base: "auto" keeps it where it helps. Default: "auto". */
  readonly energy?: "auto" | "none";
  /** Default: key(0). */
  readonly key?: Key;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RegressionProgress) => void) | undefined;
}

export interface RegressionReport {
  /**
   * Out-of-fold negative log-likelihood in nats a row and the units of the targets: of one Gaussian
   * without features (`Gaussian`), of densities that are the same everywhere around the guess of trees
   * and linear regressions (`constant spread`, `Gaussian spread`, `heavy tails`), of each chain, of their
   * mixture (`base`), and of the model (`model`).
   */
  readonly nll: Readonly<Record<string, number>>;
  /** The weight of each chain. */
  readonly weights: Readonly<Record<string, number>>;
  /** The resolution of each target, in its own unit: no density exceeds 1 / step. */
  readonly steps: readonly number[];
  /** The judgment of held-out rows on the energy. Undefined if none was fitted. */
  readonly tilt: RegressionTiltVerdict | undefined;
  readonly seconds: number;
  /** Notes for the user, one sentence each. */
  readonly notes: readonly string[];
}

export interface FittedConditionalDensity extends RegressionModel {
  readonly report: RegressionReport;
}

/**
 * Fits a density of targets given features: cross-fitted networks that give mixtures of logistics
 * around the guess of trees and linear regressions. Several targets depend on one another through
 * chains in both orders. Rows that a member did not see weigh these, independent targets, and
 * densities of constant spread.
 *
 * An energy on top is kept only if it gains more than three standard errors.
 *
 * @throws {EbmError} If there are fewer than 20 rows, or a value is not finite.
 */
export async function fitConditionalDensity(
  inputs: FitConditionalDensityInputs,
): Promise<FittedConditionalDensity> {
  const started = performance.now();
  const { key = keyOf(0), threads = 1, signal, onProgress, budgetSeconds, energy: wanted } = inputs;
  const [x, y] = checkRegressionRows(inputs);
  const [rows, targets] = y.shape;
  const columns = fitColumns("fitConditionalDensity", y, []) as readonly NumberColumn[];
  const [foldKey, offsetKey, chainKey] = split(key, 3);
  const binned = fitInputs(x);
  const plan = planRegression({
    rows,
    targets,
    inputs: x.shape[1] + binned.columns.length,
    budgetSeconds,
    energy: wanted,
  });
  const groups = duplicateGroups([x, y]);
  const folds = foldsOf({ rows, count: plan.members, key: foldKey, groups });
  const encoded = await encodeRows(columns, y);
  const guesses = await fitOffsets({ x, y: encoded.z, folds, key: offsetKey, signal });
  const context = {
    inputs: beside(encodeInputs(x, binned), guesses.outOfFold),
    offsets: guesses.outOfFold,
  };
  const logVolume = columns.reduce((sum, { scale }) => sum + Math.log(scale), 0);
  const nll: Record<string, number> = {
    Gaussian: gaussianNll(encoded.z) + logVolume,
  };
  const found: { name: string; chain: Chain; logProb: Float64Array }[] = [];
  const all = beside(beside(context.inputs, context.offsets), y);
  const slots = slotsOf(columns);
  const widths = columns.map(widthOf);
  const residuals = difference(encoded.z, guesses.outOfFold);
  const width = context.inputs.shape[1] + widths.reduce((a, b) => a + b);
  for (const [i, { name, before, shape }] of chainsOf(targets).entries()) {
    const chain = shape
      ? constantChain({ residuals, folds, width, slots, shape })
      : await fitChain({
          before,
          encoded,
          context,
          widths,
          slots,
          folds,
          key: foldIn(chainKey, i),
          hidden: plan.hidden,
          steps: plan.steps,
          patience: 25,
          threads,
          signal,
        });
    const run = compile((it: { inputs: tf.Tensor2D; offsets: tf.Tensor2D; y: tf.Tensor2D }) =>
      chainLogProb(chain, columns, rowTensors(columns, it.y), it),
    );
    const parts = [context.inputs.shape[1], targets, targets];
    const logProb = await outOfFoldOf(
      (block) => {
        const [inputs, offsets, own] = splitColumns(block, parts);
        return run({ inputs: inputs!, offsets: offsets!, y: own! });
      },
      all,
      folds,
    );
    await run.dispose();
    for (const row of logProb.keys()) logProb[row]! -= logVolume;
    nll[name] = -mean(logProb);
    onProgress?.({ part: name, nll: nll[name] });
    found.push({ name, chain, logProb });
  }
  const unit = { weights: new Float64Array(rows).fill(1), total: rows };
  const weightsOf = (parts: typeof found): number[] =>
    fitBitsStack(
      parts.map(({ logProb }) => logProb),
      unit,
    );
  const weights = weightsOf(found);
  const outOfFold = Array.from({ length: rows }, (_, row) =>
    logSumExp(found.map(({ logProb }, b) => logProb[row]! + Math.log(weights[b]!))),
  );
  nll.base = -mean(outOfFold);
  const tilted = plan.energy
    ? await fitRegressionTilt({
        columns,
        chains: found.map(({ chain }) => chain),
        weights,
        context,
        y,
        folds,
        key: foldIn(key, 3),
        threads,
        signal,
      })
    : undefined;
  const kept = tilted?.verdict.kept ? tilted : undefined;
  nll.model = nll.base - (kept?.verdict.gain ?? 0);
  // the density of a target by itself needs chains that do not look at other targets
  const alone = found.filter(({ chain }) => chain.before.every(({ length }) => length === 0));
  const model = openRegressionModel({
    features: x.shape[1],
    inputs: binned,
    offsets: guesses.offsets,
    columns,
    chains: found.map(({ chain }) => chain),
    weights,
    tilt: kept?.params,
    marginals: {
      chains: alone.map(({ chain }) => chain),
      weights: weightsOf(alone),
    },
  });
  return {
    ...model,
    report: {
      nll,
      weights: Object.fromEntries(found.map(({ name }, b) => [name, weights[b]!])),
      steps: columns.map(({ step, scale }) => step * scale),
      tilt: tilted?.verdict,
      seconds: (performance.now() - started) / 1000,
      notes: plan.notes,
    },
  };
}

/** Constant spreads, networks of independent targets, and chains of several targets in both orders. */
function chainsOf(targets: number): readonly {
  readonly name: string;
  readonly before: Chain["before"];
  readonly shape?: ConstantChainInputs["shape"];
}[] {
  const order = Array.from({ length: targets }, (_, j) => j);
  const before = order.map(() => []);
  const constants = Object.entries(spreadShapes).map(([name, shape]) => ({ name, before, shape }));
  if (targets === 1) return [...constants, { name: "mixture networks", before }];
  return [
    ...constants,
    { name: "independent targets", before },
    { name: "chain of targets", before: chainBefore(order) },
    { name: "reversed chain of targets", before: chainBefore(order.toReversed()) },
  ];
}

/** The NLL of independent normals with the moments of each column. */
function gaussianNll({ data, shape: [rows, columns] }: Matrix): number {
  let nll = 0;
  for (let j = 0; j < columns; j++) {
    const values = Float64Array.from({ length: rows }, (_, row) => data[row * columns + j]!);
    const center = mean(values);
    const variance = mean(values.map((value) => (value - center) ** 2));
    nll += 0.5 * (1 + Math.log(2 * Math.PI * Math.max(variance, 1e-12)));
  }
  return nll;
}

function difference(a: Matrix, b: Matrix): Matrix {
  return { data: a.data.map((value, i) => value - b.data[i]!), shape: a.shape };
}
