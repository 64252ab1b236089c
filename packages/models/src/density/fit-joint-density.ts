import { type Key, key as keyOf, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { mean } from "@ebm/core/float64";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "@ebm/datasets";
import { encodeRows } from "../chains/encode-rows.js";
import { fitColumns } from "../chains/fit-columns.js";
import { duplicateGroups } from "../members/duplicate-groups.js";
import { folds as foldsOf } from "../members/folds.js";
import { type DensityModel, openDensityModel } from "./density-model.js";
import type { DensityStack } from "./density-stack.js";
import { fitDensityStack } from "./fit-density-stack.js";
import { type DensityTiltVerdict, fitDensityTilts } from "./fit-density-tilts.js";
import { planDensity } from "./plan-density.js";
import { type TiltedRegion, tiltedRegions } from "./tilted-regions.js";

export interface DensityProgress {
  /** The part or the energy that is being fitted. */
  readonly part: string;
  /** Out-of-fold NLL so far, in nats a row. */
  readonly nll: number;
}

export interface FitJointDensityInputs {
  /** Numbers, categories coded from 0, and NaN where a value is missing. Shape [rows, columns]. */
  readonly rows: MatrixLike;
  /** Number of categories of each column; 0 for numbers. Default: numbers only. */
  readonly categories?: ArrayLike<number> | undefined;
  /** Whether to fit an energy on top of the base: "auto" keeps it where it helps. Default: "auto". */
  readonly energy?: "auto" | "none";
  /** Seconds that the fit may take on two cores: see `planDensity`. Default: no limit. */
  readonly budgetSeconds?: number | undefined;
  /** Default: key(0). */
  readonly key?: Key;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DensityProgress) => void) | undefined;
}

export interface DensityReport {
  /**
   * Out-of-fold negative log-likelihood of each part, of the stack (`base`) and of the model (`model`),
   * in nats a row and the units of the columns.
   */
  readonly nll: Readonly<Record<string, number>>;
  /** The weight of each part in the stack. */
  readonly weights: Readonly<Record<string, number>>;
  /** The resolution of each column, in its own unit: no density exceeds 1 / step. 0 for categories. */
  readonly steps: readonly number[];
  /** The judgment of out-of-fold rows on the energy. Undefined if none was fitted. */
  readonly tilt: DensityTiltVerdict | undefined;
  /** The regions where the energy changes the probability most. Empty unless it is kept. */
  readonly regions: readonly TiltedRegion[];
  readonly seconds: number;
  /** Notes for the user, one sentence each. */
  readonly notes: readonly string[];
}

export interface FittedJointDensity extends DensityModel {
  /** One Gaussian or independent columns, and the best mixture, to compare with. */
  readonly baselines: Readonly<Record<string, DensityStack>>;
  readonly report: DensityReport;
}

const FOLDS = 4;
const LEAST_ROWS = 20;

/**
 * Fits a density of rows of numbers, categories and missing values. Its base is exact: a mixture of
 * chains of conditional mixture densities in several orders of the columns, and of Gaussian mixtures
 * and kernels, or of latent classes if there are categories or missing values. Each is fitted in
 * four folds; rows that a member did not see choose the weights. Copies of a row share a fold.
 *
 * An energy on top, one for each fold, is kept only if it gains more than three standard errors.
 *
 * @throws {EbmError} If there are fewer than 20 rows, or a value does not fit its column.
 */
export async function fitJointDensity(inputs: FitJointDensityInputs): Promise<FittedJointDensity> {
  const started = performance.now();
  const { energy, key = keyOf(0), threads = 1, signal, onProgress, budgetSeconds } = inputs;
  const rows = checkedRows(inputs.rows);
  const [count, width] = rows.shape;
  const columns = fitColumns("fitJointDensity", rows, inputs.categories ?? []);
  const [foldKey, partKey, tiltKey] = split(key, 3);
  const groups = duplicateGroups([rows]);
  const folds = foldsOf({ rows: count, count: FOLDS, key: foldKey, groups });
  const encoded = await encodeRows(columns, rows);
  const plan = planDensity({
    rows: count,
    columns: width,
    inputs: encoded.inputs.shape[1],
    members: FOLDS,
    budgetSeconds,
    energy,
  });
  const shared = { rows, folds, threads, signal };
  const fitted = await fitDensityStack(
    { ...shared, columns, encoded, plan, key: partKey },
    (part, nll) => onProgress?.({ part, nll }),
  );
  const base = fitted.nll.base!;
  const tilted = plan.energy
    ? await fitDensityTilts({
        ...shared,
        base: fitted.stack,
        key: tiltKey,
        onCheck: (gain) => onProgress?.({ part: "energy", nll: base - gain }),
      })
    : undefined;
  const kept = tilted?.verdict.kept ? tilted : undefined;
  const outOfFold = fitted.outOfFold.map((value, row) => value + (kept?.gains[row] ?? 0));
  const repeats = count - new Set(groups).size;
  const model = openDensityModel({
    base: fitted.stack,
    tilts: kept?.tilts,
    reference: quantilesOf(outOfFold),
  });
  return {
    ...model,
    baselines: fitted.baselines,
    report: {
      nll: { ...fitted.nll, model: -mean(outOfFold) },
      weights: fitted.weights,
      steps: columns.map((column) => (column.kind === "number" ? column.step * column.scale : 0)),
      tilt: tilted?.verdict,
      regions: kept ? tiltedRegions(columns, kept.samples, kept.ratios) : [],
      seconds: (performance.now() - started) / 1000,
      notes: [
        ...plan.notes,
        ...(repeats > 0
          ? [`${repeats} of ${count} rows are copies of others; each shares a fold with them.`]
          : []),
      ],
    },
  };
}

/** The sorted values, or 1001 quantiles of more. */
function quantilesOf(values: Float64Array): Float32Array {
  const sorted = Float32Array.from(values).sort();
  if (sorted.length <= 1001) return sorted;
  return Float32Array.from(
    { length: 1001 },
    (_, i) => sorted[Math.round((i / 1000) * (sorted.length - 1))]!,
  );
}

function checkedRows(rows: MatrixLike): Matrix {
  checkMatrix("fitJointDensity", { rows });
  const [count, width] = rows.shape;
  if (count < LEAST_ROWS || width === 0) {
    throw new EbmError(
      `fitJointDensity: \`rows\` has shape [${count}, ${width}], expected ${LEAST_ROWS} or more rows and 1 or more columns.`,
    );
  }
  return { data: Float32Array.from(rows.data), shape: rows.shape };
}
