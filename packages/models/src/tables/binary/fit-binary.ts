import { type SelectOptions, selectColumns } from "@ebm/datasets";
import { exportDensity } from "@ebm/onnx-export";
import type { BitsModelParams } from "../../bits/bits-tilt.js";
import { type BitsReport, type FitBitsInputs, fitBits } from "../../bits/fit-bits.js";
import { filesOf } from "../files-of.js";
import type { FitReport } from "../fitted-model.js";
import { type NamedColumn, type TableRows, tableOf } from "../table-rows.js";
import { bitsDensity, bitsSampleFile, withBitColumns } from "./bits-graphs.js";
import { type BinaryParams, type FittedBinary, openBinary } from "./open-binary.js";
import { bitLevels, encodeBits, readBits } from "./read-bits.js";

export interface FitBinaryOptions
  extends Omit<FitBitsInputs, "rows" | "levels" | "validation" | "onProgress"> {
  /** Names of the columns to learn. Default: all. */
  readonly columns?: SelectOptions["features"];
  /** Names of columns to leave out. Default: none. */
  readonly drop?: SelectOptions["drop"];
  /** Rows that choose penalties, weights and the energy. Default: a fifth of the rows. */
  readonly validation?: TableRows | undefined;
  /** Called when a part of the fit is done. Default: nothing is called. */
  readonly onProgress?: ((part: string) => void) | undefined;
}

/**
 * Fits the distribution of the rows of a table whose columns are bits (0 and 1, true and false) or
 * categories. Values may be missing: a row counts with the probability of the others. `fitBits` fits
 * the model.
 *
 * @throws {EbmError} If a column has other values, or there are fewer than 20 rows.
 */
export async function fitBinary(
  rows: TableRows,
  options: FitBinaryOptions = {},
): Promise<FittedBinary> {
  const { columns: features, drop, validation, onProgress, ...fit } = options;
  const table = await tableOf("fitBinary", rows);
  const chosen = selectColumns(table, { features, drop, targets: [] });
  const { bits, columns } = readBits(chosen.features);
  const { params, bases, report, dispose } = await fitBits({
    ...fit,
    rows: bits,
    levels: bitLevels(columns),
    ...(validation && { validation: encodeBits(columns, await tableOf("fitBinary", validation)) }),
    onProgress: ({ part }) => onProgress?.(part),
  });
  await dispose();
  const told = { rows: table.rows, notes: table.notes };
  return binaryFrom(
    { params, columns, report, independent: bases.independent! },
    chosen.features,
    told,
  );
}

export interface BinaryFromInputs extends Pick<BinaryParams, "columns" | "independent"> {
  readonly params: BitsModelParams;
  readonly report: Omit<BitsReport, "seconds">;
}

/** Joins a fitted model and the columns that it learned from. */
export function binaryFrom(
  { params, columns, report, independent }: BinaryFromInputs,
  { file, columns: kinds }: { readonly file: string; readonly columns: readonly NamedColumn[] },
  { rows, notes }: Pick<FitReport, "rows" | "notes">,
): FittedBinary {
  const isBits = bitLevels(columns).every((count) => count === 2);
  const structure = isBits ? `hypercube(${columns.length})` : `${columns.length} categories`;
  const card = {
    method: "mixture of exact distributions, and an energy on top",
    structure,
    dataset: file,
    target: { kind: "bits" as const, labels: columns.map(({ name }) => name), structure },
  };
  return openBinary({
    card: {
      kind: "binary",
      columns: kinds.map(({ name, kind }) => ({ name, kind })),
      report: reportOf(report, { rows, notes: [...notes, ...report.notes] }),
      params: { columns, model: params, independent },
    },
    files: {
      "log-prob.onnx": async () =>
        withBitColumns(
          exportDensity(bitsDensity(params, columns), card)["log-prob.onnx"]!,
          columns,
        ),
      ...filesOf({ sampler: bitsSampleFile(params) }, { card }),
    },
  });
}

function reportOf(
  { nll, weights, tilt, tiltKept }: Omit<BitsReport, "seconds">,
  told: Pick<FitReport, "rows" | "notes">,
): FitReport {
  const energy = tilt && tiltKept ? { name: "network", gain: tilt.gain } : undefined;
  const [uniformNll, frequencyNll, baseNll] = [nll.uniform!, nll.independent!, nll.base!];
  return {
    ...told,
    base: "mixture of exact distributions",
    nll: nll.model!,
    baseNll,
    frequencyNll,
    uniformNll,
    energy,
    parts: [
      { part: "values equally likely", nll: uniformNll },
      { part: "independent columns", nll: frequencyNll },
      { part: "mixture of exact distributions", nll: baseNll },
      ...(energy ? [{ part: "energy", nll: nll.model! }] : []),
    ],
    members: Object.entries(weights).map(([name, weight]) => ({ name, nll: nll[name]!, weight })),
  };
}
