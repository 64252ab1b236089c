import { foldIn, gumbel, type Key, key as keyOf, split, uniform } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import type { MixedColumn } from "../chains/mixed-column.js";
import { openTilt } from "../tilt/open-tilt.js";
import { densityLogProbOf } from "./density-log-prob-of.js";
import type { DensityParams } from "./density-params.js";
import { densityTilt } from "./density-tilt.js";
import { openStackSampler } from "./stack-sampler.js";

/** A density of rows of numbers, categories and missing values. */
export interface DensityModel {
  readonly params: DensityParams;
  /** Returns log p of each row, in nats and the units of the columns. Shape [rows]. */
  logProb(rows: MatrixLike): Promise<Float64Array>;
  /**
   * Returns the share of training rows that are less likely than each row: near 0 for anomalies.
   * Shape [rows].
   */
  percentile(rows: MatrixLike): Promise<Float64Array>;
  /**
   * Returns samples. Those of the base are exact. With an energy, each is chosen among 32 samples
   * of the base, which is nearly exact. Shape [count, columns].
   */
  sample(count: number, key?: Key): Promise<Matrix>;
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/** Number of samples of the base for each sample of a tilted model. */
const CANDIDATES = 32;

/** The largest number of rows in one call. */
const CHUNK = 4096;

/** Opens a fitted density. */
export function openDensityModel(params: DensityParams): DensityModel {
  const { base, tilts, reference } = params;
  const width = base.columns.length;
  const logProbOf = densityLogProbOf(params);
  const run = compile(({ x }: { x: tf.Tensor2D }) => logProbOf(x));
  const sampler = openStackSampler(base);
  const tilt = densityTilt(base.columns, keyOf(0));
  const energies = tilts?.map(({ params }) => openTilt(tilt, params));

  const logProb = async (rows: MatrixLike): Promise<Float64Array> => {
    const { data } = checkedRows(rows, base.columns);
    const out = new Float64Array(data.length / width);
    for (let start = 0; start < out.length; start += CHUNK) {
      const part = data.subarray(start * width, (start + CHUNK) * width);
      const { output } = await run({ x: { data: part, shape: [part.length / width, width] } });
      out.set(output.data, start);
    }
    return out;
  };
  /** Samples of one member with its energy, at most CHUNK / CANDIDATES at once. */
  const sampleTilted = async (member: number, count: number, key: Key): Promise<Float32Array> => {
    const [baseKey, chooseKey] = split(key, 2);
    const { data } = await sampler.sample(member, count * CANDIDATES, baseKey);
    const noise = gumbel(chooseKey, count * CANDIDATES);
    const shape = [1, count * CANDIDATES, width] as const;
    const values = await energies![member]!.energies({ data, shape }, undefined);
    const out = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      let best = row * CANDIDATES;
      for (let i = best; i < (row + 1) * CANDIDATES; i++) {
        if (noise[i]! - values[i]! > noise[best]! - values[best]!) best = i;
      }
      out.set(data.subarray(best * width, (best + 1) * width), row * width);
    }
    return out;
  };
  const sampleMember = async (member: number, count: number, key: Key): Promise<Float32Array> => {
    if (!energies) return (await sampler.sample(member, count, key)).data;
    const out = new Float32Array(count * width);
    const most = CHUNK / CANDIDATES;
    for (let start = 0; start < count; start += most) {
      const size = Math.min(most, count - start);
      out.set(await sampleTilted(member, size, foldIn(key, start)), start * width);
    }
    return out;
  };

  return {
    params,
    logProb,
    async percentile(rows) {
      const values = await logProb(rows);
      return values
        .map((value) => reference.findLastIndex((other) => other < value) + 1)
        .map((count) => count / reference.length);
    },
    async sample(count, key = keyOf(0)) {
      checkCount("DensityModel.sample", { count });
      const [memberKey, ...keys] = split(key, base.members + 1);
      const chosen = uniform(memberKey!, count).map((u) => Math.floor(u * base.members));
      const data = new Float32Array(count * width);
      for (let member = 0; member < base.members; member++) {
        const rows = [...chosen.keys()].filter((row) => chosen[row] === member);
        if (rows.length === 0) continue;
        const own = await sampleMember(member, rows.length, keys[member]!);
        for (const [i, row] of rows.entries()) {
          data.set(own.subarray(i * width, (i + 1) * width), row * width);
        }
      }
      return { data, shape: [count, width] };
    },
    async dispose() {
      await Promise.all([run, sampler, ...(energies ?? [])].map((it) => it.dispose()));
    },
  };
}

function checkedRows(rows: MatrixLike, columns: readonly MixedColumn[]): Matrix {
  const where = "DensityModel.logProb";
  checkMatrix(where, { rows });
  const [count, width] = rows.shape;
  if (width !== columns.length) {
    throw new EbmError(`${where}: \`rows\` has ${width} columns, expected ${columns.length}.`);
  }
  const data = Float32Array.from(rows.data);
  for (const [i, value] of data.entries()) {
    const column = columns[i % width]!;
    const isFine = Number.isNaN(value)
      ? column.hasMissing
      : column.kind === "number"
        ? Number.isFinite(value)
        : Number.isInteger(value) && value >= 0 && value < column.levels;
    if (isFine) continue;
    const expected =
      column.kind === "number" ? "a finite number" : `an integer from 0 to ${column.levels - 1}`;
    throw new EbmError(
      `${where}: \`rows\` has ${value} at row ${Math.floor(i / width)}, column ${i % width}, expected ${expected}${column.hasMissing ? " or NaN" : ""}.`,
    );
  }
  return { data, shape: [count, width] };
}
