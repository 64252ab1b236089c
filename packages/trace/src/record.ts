import { callNamed, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { createGraph, type Type } from "./graph.js";
import { namedOutputs } from "./named-outputs.js";
import {
  BACKEND,
  type EngineState,
  RecordingBackend,
  registerKernels,
  tensorOf,
} from "./recording-backend.js";
import { refuseEffects } from "./refuse-effects.js";
import { unknownKernel } from "./refused.js";
import { replace } from "./replace.js";
import type { Traceable, Traced } from "./traced.js";

/** Runs a function on the recording backend, with inputs of fixed shapes. */
export function record(f: Traceable, inputs: Readonly<Record<string, Type>>): Traced {
  const engine = tf.engine() as unknown as Engine;
  if (tf.env().getBool("DEBUG")) {
    throw new EbmError(
      "trace: tfjs's debug mode reads every tensor, and a trace has none. Disable it first.",
    );
  }
  registerKernels();

  const graph = createGraph();
  const { state } = engine;
  // A separate engine state keeps the trace out of tfjs's counters, scopes and tape. The shared part
  // says where the tensors that f closes over are stored.
  const own = Object.assign(new (state.constructor as new () => EngineState)(), {
    tensorInfo: state.tensorInfo,
    registeredVariables: state.registeredVariables,
  });
  const backend = new RecordingBackend(graph, own);
  const restore = replace(engine, {
    state: own,
    backendName: BACKEND,
    backendInstance: backend,
    pendingBackendInit: undefined,
  });
  const allowEffects = refuseEffects();
  try {
    const values = mapRecord(inputs, (type, name) => graph.input(name, type));
    const outputs = namedOutputs(
      "trace",
      callNamed("trace: `inputs`", mapRecord(values, tensorOf), f),
      inputs,
    );
    backend.checkUnread();
    return { inputs: values, outputs: mapRecord(outputs, (tensor) => backend.capture(tensor)) };
  } catch (error) {
    throw unknownKernel(error);
  } finally {
    allowEffects();
    restore();
  }
}

/** The fields of tfjs's engine that decide where kernels run. */
interface Engine {
  state: EngineState;
  backendName: string;
  backendInstance: tf.KernelBackend;
  pendingBackendInit: unknown;
}

function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}
