import { type Key, key as keyOf, split, uniform } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import type { Matrix } from "@ebm/datasets";
import { type BitsModel, openBitsModel } from "../../bits/bits-model.js";
import type { BitsBaseParams } from "../../bits/bits-params.js";
import type { BitsModelParams } from "../../bits/bits-tilt.js";
import { completionsOf, knownLogProbs } from "../../bits/completions.js";
import { evaluateBits } from "../../bits/evaluate-bits.js";
import { treesOf } from "../../bits/trees-of.js";
import { explainReport } from "../explain-report.js";
import type { FittedModel, SampleOptions } from "../fitted-model.js";
import { saveModel } from "../save-model.js";
import type { SavedModel } from "../saved-model.js";
import { kindsOf, type TableRows, tableOf } from "../table-rows.js";
import { bitLevels, encodeBits, type TableBits } from "./read-bits.js";

/** The value of each column by name: 0 or 1 for a bit, or a category. */
export type BinaryRow = Readonly<Record<string, number | string>>;

/** A row whose missing values were filled in. */
export interface FilledRow {
  /** All values, with the likeliest ones in place of those that were missing. */
  readonly values: BinaryRow;
  /** The probability of each value that was filled in, by the name of its column. */
  readonly filled: Readonly<Record<string, number>>;
  /** log p of the values that the row has, in nats. */
  readonly logProb: number;
  /** The standard error of `logProb`: 0 where it is exact. */
  readonly standardError: number;
}

/** A model of rows of bits and categories. */
export interface FittedBinary extends FittedModel<BinaryRow> {
  readonly kind: "binary";
  /** Fills in the missing values of each row, given the others. */
  fill(rows: TableRows): Promise<readonly FilledRow[]>;
  /**
   * Returns samples: of the missing values of each row given the others, or, for a number of rows, of
   * all values.
   */
  sample(
    rows: TableRows | number,
    options?: SampleOptions,
  ): Promise<readonly (readonly BinaryRow[])[]>;
}

/** The parts of a model of rows of bits and categories. */
export interface BinaryParams {
  readonly columns: TableBits["columns"];
  readonly model: BitsModelParams;
  /** Independent columns, to compare with. */
  readonly independent: BitsBaseParams;
}

/** Opens a model of rows of bits and categories. */
export function openBinary(saved: SavedModel<BinaryParams>): FittedBinary {
  const { report, params } = saved.card;
  const kinds = kindsOf(saved.card.columns);
  const { columns, independent } = params;
  const levels = bitLevels(columns);
  /** The first value of each column among those of all columns. */
  const starts = levels.map((_, j) => levels.slice(0, j).reduce((sum, count) => sum + count, 0));
  const model = openBitsModel(params.model);
  const encoded = async (rows: TableRows): Promise<Matrix> =>
    encodeBits(columns, await tableOf("FittedBinary", rows, kinds));
  const named = ({ data, shape: [count, width] }: Matrix): BinaryRow[] =>
    Array.from({ length: count }, (_, row) =>
      Object.fromEntries(
        columns.map((column, j) => {
          const value = data[row * width + j]!;
          return [column.name, column.kind === "boolean" ? value : column.categories[value]!];
        }),
      ),
    );
  return {
    kind: "binary",
    columns: kinds,
    report,
    async evaluate(rows) {
      const inputs = { rows: await encoded(rows), levels, independent };
      const {
        losses: _,
        frequencyLosses: __,
        ...scores
      } = await evaluateBits(params.model, inputs);
      return scores;
    },
    predict: async (rows) => named((await model.fill(await encoded(rows))).values),
    async fill(rows) {
      const given = await encoded(rows);
      const { values, probabilities, logProb, standardErrors } = await model.fill(given);
      const [dim, width] = [columns.length, probabilities.shape[1]];
      return named(values).map((own, row) => {
        const missing = columns.flatMap(({ name }, j) => {
          if (!Number.isNaN(given.data[row * dim + j]!)) return [];
          const place = row * width + starts[j]! + values.data[row * dim + j]!;
          return [[name, probabilities.data[place]!] as const];
        });
        return {
          values: own,
          filled: Object.fromEntries(missing),
          logProb: logProb[row]!,
          standardError: standardErrors[row]!,
        };
      });
    },
    logProb: async (rows) => model.logProb(await encoded(rows)),
    async marginals(rows) {
      const { data, shape } = (await model.fill(await encoded(rows))).probabilities;
      const names = columns.flatMap((column) =>
        column.kind === "boolean"
          ? [undefined, column.name]
          : column.categories.map((category) => `${column.name}=${category}`),
      );
      return Array.from({ length: shape[0] }, (_, row) =>
        Object.fromEntries(
          names.flatMap((name, i) =>
            name === undefined ? [] : [[name, data[row * shape[1] + i]!] as const],
          ),
        ),
      );
    },
    async sample(rows, { key = keyOf(0), samples = 1 } = {}) {
      checkCount("sample", { samples });
      const all =
        typeof rows === "number"
          ? named(await model.sample(rows * samples, key))
          : named(await sampleMissing(model, await encoded(rows), { key, samples }));
      return Array.from({ length: all.length / samples }, (_, row) =>
        all.slice(row * samples, (row + 1) * samples),
      );
    },
    explain: () => explainReport(report),
    save: (directory, options) => saveModel(directory, saved, options),
    dispose: () => model.dispose(),
  };
}

/** A row with more completions than `most` is filled from weighted samples. */
const COMPLETIONS = { most: 1024, samples: 512 };

/** Samples of rows given what is known of them. Shape [rows · samples, columns]. */
async function sampleMissing(
  { params, dim, logProb }: BitsModel,
  rows: Matrix,
  { key, samples }: { readonly key: Key; readonly samples: number },
): Promise<Matrix> {
  const [completeKey, chooseKey] = split(key, 2);
  const trees = treesOf(params.base).mixture;
  const completions = completionsOf(rows, trees, { ...COMPLETIONS, key: completeKey });
  const logProbs = await logProb(completions.values);
  const known = knownLogProbs(completions, logProbs);
  const count = rows.shape[0] * samples;
  const uniforms = uniform(chooseKey, count);
  const data = new Float32Array(count * dim);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / samples);
    let chosen = completions.starts[row]!;
    const last = completions.starts[row + 1]! - 1;
    let left = uniforms[i]!;
    for (; chosen < last; chosen++) {
      left -= Math.exp(logProbs[chosen]! + completions.logWeights[chosen]! - known[row]!);
      if (left < 0) break;
    }
    data.set(completions.values.data.subarray(chosen * dim, (chosen + 1) * dim), i * dim);
  }
  return { data, shape: [count, dim] };
}
