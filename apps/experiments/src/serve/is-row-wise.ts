import type { Signature } from "@ebm/onnx-export";

/** The outputs that exports of this project compute for each row by itself. */
const ROW_WISE = ["energy", "log_partition", "log_prob", "prediction"];

/**
 * Returns whether rows of several requests may run together: the only open axis of each tensor
 * comes first.
 */
export function isRowWise({ inputs, outputs, metadata }: Signature): boolean {
  if (!ROW_WISE.includes(metadata.output ?? "")) return false;
  const shapes = [...Object.values(inputs), ...Object.values(outputs)].map(({ shape }) => shape);
  const name = shapes[0]?.[0];
  return (
    typeof name === "string" &&
    shapes.every(
      ([first, ...others]) => first === name && others.every((size) => typeof size === "number"),
    )
  );
}
