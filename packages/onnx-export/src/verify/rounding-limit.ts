import { TensorProto_DataType as DataType, type GraphProto, type TensorProto } from "onnx-buf";
import { editModel } from "../edit/edit-model.js";

/** A sum of this many terms may be off by 1e-4. ONNX Runtime in WebAssembly is off by a quarter of it. */
const TERMS = 10_000;

/**
 * Returns the relative error that the rounding of float32 may have, 1e-4 · max(1, n / 10,000), where
 * n is the largest number of terms that the model may add up: the longest axis of its weights. A
 * pairwise energy of k labels has k·(k + 1)/2 terms.
 */
export function roundingLimit(bytes: Uint8Array): number {
  let terms = 0;
  editModel("roundingLimit", bytes, ({ graph }) => {
    terms = Math.max(0, ...weightsOf(graph).flatMap(({ dims }) => dims.map(Number)));
  });
  return 1e-4 * Math.max(1, terms / TERMS);
}

function weightsOf(graph: GraphProto): TensorProto[] {
  const inner = graph.node.flatMap(({ attribute }) =>
    attribute.flatMap(({ g, t }) => [...(g ? weightsOf(g) : []), ...(t ? [t] : [])]),
  );
  const types: readonly number[] = [DataType.FLOAT, DataType.DOUBLE];
  return [...graph.initializer, ...inner].filter(({ dataType }) => types.includes(dataType));
}
