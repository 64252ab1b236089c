import { drawTrials, type Feeds, withTrials } from "@ebm/onnx-export";
import type { Artifact } from "./artifact.js";

/** The file with a trial of each batch size in it, so that `ebm verify` needs nothing else. */
export function withProof({ bytes, proof }: Artifact): Uint8Array<ArrayBuffer> {
  if (!proof) return bytes;
  const small = (feeds: Feeds): Feeds =>
    Object.fromEntries(Object.entries(feeds).filter(([name]) => !proof.large?.includes(name)));
  const trials = drawTrials(bytes, { ...proof, rows: 1 });
  return withTrials(
    bytes,
    trials.map(({ batch, inputs, outputs }) => ({
      batch,
      inputs: small(inputs),
      outputs: small(outputs),
    })),
  );
}
