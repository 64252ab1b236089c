import { EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { createGraph, type Value } from "./graph.js";
import {
  BACKEND,
  drawn,
  type EngineState,
  RecordingBackend,
  registerKernels,
  unknownKernel,
} from "./recording-backend.js";

/** What a tensor will be; a tensor is one too. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A function of named tensors. */
export type Traceable = (
  inputs: Record<string, tf.Tensor>,
) => tf.Tensor | Record<string, tf.Tensor>;

/** A function as a graph. */
export interface Traced {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
}

/**
 * Runs a tfjs function once without computing, and returns the graph of what it does,
 * gradients that it takes included. What is not a tensor made from the inputs (JS numbers, tensors
 * that the function closes over) is a constant of the graph.
 *
 * @param f A pure, synchronous function. A single tensor that it returns is named `output`.
 * @throws {EbmError} Where f draws random numbers, reads a value, or calls a kernel that has no
 *   static shape or no ONNX form.
 */
export function trace(f: Traceable, inputs: Readonly<Record<string, TensorSpec>>): Traced {
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
    const values = mapRecord(inputs, (spec, name) => graph.input(name, checkedSpec(name, spec)));
    const result = f(mapRecord(values, (value) => tensorOf(engine, value)));
    const outputs = result instanceof tf.Tensor ? { output: result } : checkedResult(result);
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
  makeTensorFromTensorInfo(info: tf.TensorInfo): tf.Tensor;
}

function tensorOf(engine: Engine, value: Value): tf.Tensor {
  const { shape, dtype } = value;
  return engine.makeTensorFromTensorInfo({
    dataId: value,
    shape: [...shape],
    dtype: dtype as "float32",
  });
}

function checkedSpec(name: string, { shape, dtype }: TensorSpec): Pick<Value, "shape" | "dtype"> {
  if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") {
    throw new EbmError(
      `trace: input \`${name}\` has dtype ${dtype}, expected float32, int32 or bool.`,
    );
  }
  if (!shape.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new EbmError(
      `trace: input \`${name}\` has shape [${shape.join(", ")}], expected whole numbers.`,
    );
  }
  return { shape, dtype };
}

function checkedResult(result: Record<string, tf.Tensor>): Record<string, tf.Tensor> {
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
  return result;
}

function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}
