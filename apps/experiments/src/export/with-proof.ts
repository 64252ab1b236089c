import { drawTrials, type Feeds, graphDigest, withMetadata, withTrials } from "@ebm/onnx-export";
import type { Artifact } from "./artifact.js";

/**
 * Returns the file with everything that `ebm verify` needs: a trial for each batch size, the digest
 * of its graph, and its tolerance.
 */
export async function withProof({ bytes, proof }: Artifact): Promise<Uint8Array<ArrayBuffer>> {
  if (!proof) return bytes;
  const small = (feeds: Feeds): Feeds =>
    Object.fromEntries(Object.entries(feeds).filter(([name]) => !proof.large?.includes(name)));
  const trials = drawTrials(bytes, { ...proof, rows: 1 });
  return withTrials(
    withMetadata(bytes, {
      graph_sha256: await graphDigest(bytes),
      ...(proof.tolerance !== undefined && { tolerance: `${proof.tolerance}` }),
    }),
    trials.map(({ batch, inputs, outputs }) => ({
      batch,
      inputs: small(inputs),
      outputs: small(outputs),
    })),
  );
}
