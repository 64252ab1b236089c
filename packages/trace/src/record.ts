import { EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { createGraph, type Type } from "./graph.js";
import {
  BACKEND,
  type EngineState,
  RecordingBackend,
  registerKernels,
  tensorOf,
} from "./recording-backend.js";
import { drawn, unknownKernel } from "./refused.js";
import type { Traceable, Traced } from "./traced.js";

/** Runs a function on a backend that records, with inputs of fixed shapes. */
export function record(f: Traceable, inputs: Readonly<Record<string, Type>>): Traced {
  const engine = tf.engine() as unknown as Engine;
  if (tf.env().getBool("DEBUG")) {
    throw new EbmError(
      "trace: tfjs's debug mode reads every tensor, and a trace has none. Disable it first.",
    );
  }
  registerKernels();

  const graph = createGraph();
  const { state, backendName, backendInstance, pendingBackendInit } = engine;
  // A state of its own keeps the trace out of tfjs's counters, scopes and tape. What it shares
  // tells where the tensors that f closes over live.
  const own = Object.assign(new (state.constructor as new () => EngineState)(), {
    tensorInfo: state.tensorInfo,
    registeredVariables: state.registeredVariables,
  });
  const backend = new RecordingBackend(graph, own);
  const { random } = Math;
  Math.random = () => {
    throw drawn("Math.random");
  };
  Object.assign(engine, {
    state: own,
    backendName: BACKEND,
    backendInstance: backend,
    pendingBackendInit: undefined,
  });
  try {
    const values = mapRecord(inputs, (type, name) => graph.input(name, type));
    const result = f(mapRecord(values, tensorOf));
    const outputs =
      result instanceof tf.Tensor ? { output: result } : checkedResult(result, inputs);
    return { inputs: values, outputs: mapRecord(outputs, (tensor) => backend.capture(tensor)) };
  } catch (error) {
    throw unknownKernel(error);
  } finally {
    Object.assign(engine, { state, backendName, backendInstance, pendingBackendInit });
    Math.random = random;
  }
}

/** The fields of tfjs's engine that decide where kernels run. */
interface Engine {
  state: EngineState;
  backendName: string;
  backendInstance: tf.KernelBackend;
  pendingBackendInit: unknown;
}

function checkedResult(
  result: Record<string, tf.Tensor>,
  inputs: object,
): Record<string, tf.Tensor> {
  if (result instanceof Promise) {
    throw new EbmError(
      "trace: the function returned a promise, expected tensors: it must be synchronous.",
    );
  }
  for (const [name, tensor] of Object.entries(result ?? { result })) {
    if (!(tensor instanceof tf.Tensor)) {
      throw new EbmError(`trace: output \`${name}\` is ${typeof tensor}, expected a tensor.`);
    }
  }
  const shared = Object.keys(result).find((name) => name in inputs);
  if (shared === undefined) return result;
  throw new EbmError(`trace: \`${shared}\` names an input and an output, expected two names.`);
}

function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}
