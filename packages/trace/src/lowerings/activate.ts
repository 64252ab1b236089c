import type { _FusedMatMulAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import { unaryLowerings } from "./unary.js";

/** The activations of the fused kernels. */
export interface Activation {
  readonly activation: _FusedMatMulAttrs["activation"] | undefined;
  readonly alpha?: Value | undefined;
  readonly leak?: number | undefined;
}

export function activate(o: Operators, x: Value, { activation, alpha, leak }: Activation): Value {
  if (activation == null || activation === "linear") return x;
  if (activation === "prelu") return o.elementwise("PRelu", [x, alpha!]);
  if (activation === "leakyrelu") {
    return o.elementwise("LeakyRelu", [x], x.dtype, { alpha: { float: leak ?? 0.2 } });
  }
  const kernel = { elu: "Elu", relu: "Relu", relu6: "Relu6", sigmoid: "Sigmoid" }[activation];
  return unaryLowerings[kernel]!(o, { x } as never, {} as never) as Value;
}
