import { InferenceSession, Tensor } from "onnxruntime-node";
import { type Feeds, type Packed, packedDtype, type Run } from "../src/index.js";

/** Loads a model in onnxruntime-node. */
export async function openInOnnxruntime(model: Uint8Array): Promise<Run> {
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return async (feeds) => {
    const tensors = Object.entries(feeds).map(([name, packed]) => {
      const { data, shape } = packed;
      return [name, new Tensor(packedDtype(packed), data, shape)] as const;
    });
    const outputs = await session.run(Object.fromEntries(tensors));
    const packed = Object.entries(outputs).map(([name, { data, dims }]) => {
      return [name, { data: data as Packed["data"], shape: dims }] as const;
    });
    return Object.fromEntries(packed);
  };
}

/** Runs a model, and returns the values of the output named `output`. */
export async function outputOf(run: Run, feeds: Feeds): Promise<Packed["data"]> {
  const { output } = await run(feeds);
  if (output) return output.data;
  throw new Error("the model has no output named `output`.");
}
