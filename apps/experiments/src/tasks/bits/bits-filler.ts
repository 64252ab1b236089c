import type { Matrix } from "@ebm/datasets";
import { type BitsModelParams, bitLevels, encodeBits, openBitsModel } from "@ebm/models";
import type { Filler } from "../task.js";
import type { BitsData } from "./bits-data.js";

/** Opens a model of bits and categories as what fills in missing values. */
export function bitsFiller(
  params: BitsModelParams,
  { columns, missing }: Pick<BitsData, "columns" | "missing">,
): Filler {
  const model = openBitsModel(params);
  const levels = bitLevels(columns);
  return {
    missing,
    types: new Map(columns.map(({ name, kind }) => [name, kind])),
    async fill(table) {
      const rows = encodeBits(columns, table);
      const { values, probabilities, logProb, standardErrors } = await model.fill(rows);
      const { data } = probabilities;
      return Array.from({ length: table.rows }, (_, row) => {
        const filled: string[] = [];
        let place = row * probabilities.shape[1];
        const named = columns.map((column, j) => {
          const code = values.data[row * columns.length + j]!;
          const value = column.kind === "boolean" ? code : column.categories[code]!;
          if (isMissing(rows, row, j)) {
            filled.push(`${column.name} ${data[place + code]!.toFixed(2)}`);
          }
          place += levels[j]!;
          return [column.name, value] as const;
        });
        return [
          ...named,
          ["filled", filled.join(", ")],
          ["log_prob", logProb[row]!],
          ["log_prob_error", standardErrors[row]!],
        ];
      });
    },
    dispose: () => model.dispose(),
  };
}

function isMissing({ data, shape: [, width] }: Matrix, row: number, j: number): boolean {
  return Number.isNaN(data[row * width + j]!);
}
