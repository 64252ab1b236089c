import { applyPreprocessor, type Matrix, type Preprocessor, type Table } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { densityRowsOf } from "./density-rows-of.js";

/** Makes the columns of a table rows of a density. Shape [rows, columns]. */
export async function densityRows(preprocessor: Preprocessor, table: Table): Promise<Matrix> {
  const { data, shape } = applyPreprocessor(preprocessor, table);
  const rowsOf = densityRowsOf(preprocessor);
  const run = compile(({ x }: { x: tf.Tensor2D }) => rowsOf(x));
  try {
    const { output } = await run({ x: { data, shape } });
    return { data: output.data.slice(), shape: [shape[0], preprocessor.columns.length] };
  } finally {
    await run.dispose();
  }
}
