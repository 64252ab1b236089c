import { EbmError, type ScanningBackend } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { createOperators, elements } from "./create-operators.js";
import type { Data, Dtype, Graph, Value } from "./graph.js";
import type { Lowering } from "./lowerings/lowering.js";
import { lowerings } from "./lowerings.js";
import type { Operators } from "./operators.js";
import { DRAWS, drawn } from "./refused.js";

export const BACKEND = "ebm-trace";

/** The parts of tfjs's engine that the backend needs and the types omit. */
export interface EngineState {
  readonly scopeStack: readonly { readonly name: string }[];
  tensorInfo: { get(dataId: object): { readonly backend: tf.KernelBackend } };
  registeredVariables: unknown;
}

/** A tfjs backend that records each kernel as a node of a graph, and computes nothing. */
export class RecordingBackend extends tf.KernelBackend implements ScanningBackend {
  private readonly operators: Operators;
  private readonly captured = new Map<object, Value>();
  private isRead = false;

  constructor(
    private readonly graph: Graph,
    private readonly state: EngineState,
  ) {
    super();
    this.operators = createOperators(graph);
  }

  record(
    name: string,
    inputs: tf.NamedTensorInfoMap,
    attrs: object,
  ): tf.TensorInfo | tf.TensorInfo[] {
    const lower = lowerings[name] as (o: Operators, i: unknown, a: object) => ReturnType<Lowering>;
    const result = lower(
      this.operators,
      mapInputs(inputs, (input) => this.capture(input)),
      attrs,
    );
    return "node" in result ? tensorInfo(result) : result.map(tensorInfo);
  }

  /** Records a loop once instead of all its steps. */
  scan(
    body: (states: readonly tf.Tensor[], slices: readonly tf.Tensor[]) => tf.Tensor[],
    states: readonly tf.Tensor[],
    noise: readonly tf.Tensor[],
  ): tf.Tensor[] {
    const types = [
      ...states,
      ...noise.map(({ shape, dtype }) => ({ shape: shape.slice(1), dtype })),
    ];
    const inputs = types.map(({ shape, dtype }) =>
      this.graph.input("", { shape, dtype: dtype as Dtype }),
    );
    const tensors = inputs.map(tensorOf);
    const results = body(tensors.slice(0, states.length), tensors.slice(states.length));
    const outputs = results.map((result) => this.capture(result));
    const outer = [...states, ...noise].map((tensor) => this.capture(tensor));
    return this.graph.scan(outer, { inputs, outputs }).map(tensorOf);
  }

  /** Returns the value of a tensor. A tensor from before the trace becomes a constant of the graph. */
  capture({ dataId, shape, dtype }: tf.TensorInfo): Value {
    if ("node" in dataId) {
      if (this.graph.owns(dataId as Value)) return dataId as Value;
      throw new EbmError(
        "trace: a tensor of another trace was used, which has no value. Make it in this function.",
      );
    }
    const known = this.captured.get(dataId);
    // Tensors of several shapes may share the same data.
    if (known) return this.operators.reshape(known, shape);
    const data = this.state.tensorInfo.get(dataId).backend.readSync(dataId);
    const value = this.freeze(data, shape, dtype);
    this.captured.set(dataId, value);
    return value;
  }

  override write(
    values: tf.backend_util.BackendValues,
    shape: number[],
    dtype: tf.DataType,
  ): object {
    for (const { name } of this.state.scopeStack) {
      const op = name.replace(/__op$/, "");
      if (DRAWS.has(op)) throw drawn(`tf.${op}`);
    }
    return this.freeze(values, shape, dtype);
  }

  private freeze(values: tf.backend_util.BackendValues, shape: number[], dtype: string): Value {
    if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") {
      throw new EbmError(
        `trace: a tensor has dtype \`${dtype}\`, expected float32, int32 or bool.`,
      );
    }
    const list = values as ArrayLike<number>;
    const data: Data = elements(Array.from(list), dtype satisfies Dtype);
    return this.operators.constant(data, { shape, dtype });
  }

  override readSync(): never {
    throw valueRead();
  }

  /** Never settles: a promise that rejects ends the process if the function does not wait for it. */
  override read(): Promise<never> {
    this.isRead = true;
    return new Promise(() => {});
  }

  /** Throws if the function asked for a value without waiting for it. */
  checkUnread(): void {
    if (this.isRead) throw valueRead();
  }

  override incRef(): void {}
  decRef(): void {}
  override refCount(): number {
    return 1;
  }
  override disposeData(): boolean {
    return true;
  }
  override numDataIds(): number {
    return 0;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override dispose(): void {}
}

/** Registers the kernels of the recording backend in tfjs, once. */
export function registerKernels(): void {
  if (tf.getKernel("Add", BACKEND)) return;
  for (const kernelName of Object.keys(lowerings)) {
    tf.registerKernel({
      kernelName,
      backendName: BACKEND,
      kernelFunc: ({ inputs, attrs, backend }) =>
        (backend as RecordingBackend).record(kernelName, inputs, attrs ?? {}),
    });
  }
}

function valueRead(): EbmError {
  return new EbmError(
    "trace: the value of a tensor was read while tracing, where tensors have none. " +
      "Compute with tensor operations only: no dataSync, arraySync, print, or branch on a value.",
  );
}

function mapInputs(inputs: tf.NamedTensorInfoMap, map: (input: tf.TensorInfo) => Value): unknown {
  if (Array.isArray(inputs)) return inputs.map(map);
  const given = Object.entries(inputs).filter(([, input]) => input != null);
  return Object.fromEntries(given.map(([name, input]) => [name, map(input!)]));
}

/** Wraps a value as a tensor. */
export function tensorOf(value: Value): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(tensorInfo(value));
}

function tensorInfo(value: Value): tf.TensorInfo {
  return { dataId: value, shape: [...value.shape], dtype: value.dtype as tf.DataType };
}
