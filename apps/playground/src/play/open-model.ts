import { openSession } from "@ebm/engine";
import { readSignature } from "@ebm/onnx-export";
import { factsOf } from "./facts-of.js";
import type { ModelFacts } from "./model-facts.js";

/** Rows of a model, packed. */
interface PlayRows {
  readonly count: number;
  readonly x: ArrayLike<number>;
  readonly y?: ArrayLike<number>;
}

/** log p of each row; −E where the file gives energies alone. */
export type LogProbs = (rows: PlayRows) => Promise<Float32Array>;

export interface PlayModel {
  readonly facts: ModelFacts;
  readonly logProbs: LogProbs;
  dispose(): Promise<void>;
}

/**
 * Loads an exported model.
 *
 * @throws {Error} If the bytes are not an ONNX file, or not one that the page can play with.
 */
export async function openModel(bytes: Uint8Array): Promise<PlayModel> {
  const signature = readSignature(bytes);
  const facts = factsOf(bytes, signature);
  const session = await openSession(bytes);
  const pack = (name: "x" | "y", values: ArrayLike<number>, count: number) => {
    const Elements = signature.inputs[name]!.dtype === "float64" ? Float64Array : Float32Array;
    return { data: Elements.from(values), shape: [count, values.length / count] };
  };
  return {
    facts,
    async logProbs({ count, x, y }) {
      const feeds = { x: pack("x", x, count), ...(y && { y: pack("y", y, count) }) };
      const outputs = await session.run(feeds);
      if (outputs.log_prob) return Float32Array.from(outputs.log_prob.data);
      return Float32Array.from(outputs.energy!.data, (energy) => -energy);
    },
    dispose: () => session.dispose(),
  };
}
