import { sortedNodes, type Traced } from "@ebm/trace";
import type { Runtime } from "../runtimes/runtime.js";
import { traceFloats } from "../runtimes/trace-floats.js";
import { sizeOf } from "./plan/access.js";

/** A step in ONNX Runtime: floating-point operations and elements a second, and seconds for each node. */
const [OPERATIONS, ELEMENTS, NODE] = [1e11, 2e9, 2e-6];
/** The seconds in ONNX Runtime from which on C repays two seconds of compiling: it saves a quarter. */
const REPAID = 8;

/**
 * Returns the runtime that runs a function as C where that repays the time of compiling, and otherwise
 * elsewhere. It goes by the sizes of the graph, not by a clock, so that a run that goes on from a
 * checkpoint chooses the same.
 *
 * @param steps Number of times that the function will run.
 */
export function autoRuntime(
  { native, others }: { readonly native: Runtime; readonly others: Runtime },
  steps: number,
): Runtime {
  return {
    name: "auto",
    open(f, inputs) {
      const seconds = steps > 0 ? steps * secondsOf(traceFloats(f, inputs)) : 0;
      return (seconds >= REPAID ? native : others).open(f, inputs);
    },
  };
}

/** Estimates the time of a function in ONNX Runtime from its sizes. */
function secondsOf({ outputs }: Traced): number {
  let seconds = 0;
  for (const { op, inputs, outputs: results, attributes } of sortedNodes(Object.values(outputs))) {
    const elements = results.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    if (op === "MatMul" || op === "Gemm") {
      const depth = inputs[0]!.shape.at(attributes.transA ? 0 : -1)!;
      seconds += (2 * elements * depth) / OPERATIONS;
    } else if (op !== "Constant" && op !== "Input" && op !== "Reshape") {
      seconds += elements / ELEMENTS;
    }
    seconds += op === "Constant" || op === "Input" ? 0 : NODE;
  }
  return seconds;
}
