import { key } from "@ebm/core";
import { binarize, loadImages, takeRows } from "@ebm/datasets";
import { bitRows, bitsEnergyOf, fitTreeMixture } from "@ebm/models";
import { exportDensity } from "@ebm/onnx-export";

const COMPONENTS = 30;
const VALIDATION = 400;

/** Fits a mixture of trees to pictures of digits with 8 × 8 bits. Its log Z is exactly 0. */
export async function bitsModel(): Promise<Uint8Array> {
  const { images } = await loadImages("digits", {
    ...(process.env.EBM_DATA_DIR !== undefined && { dataDir: process.env.EBM_DATA_DIR }),
  });
  const bits = binarize(images, { threshold: 0.4 });
  const rows = Array.from({ length: bits.shape[0] }, (_, i) => i);
  const pack = (from: number, to?: number) =>
    bitRows("bitsModel", takeRows(bits, Int32Array.from(rows.slice(from, to))));
  const trees = await fitTreeMixture({
    train: pack(VALIDATION),
    validation: pack(0, VALIDATION),
    components: COMPONENTS,
    edges: true,
    key: key(0),
  });
  const energy = bitsEnergyOf({ base: { kind: "trees", trees }, tilt: undefined });
  const files = exportDensity(
    { dim: 64, energy: ({ x }) => energy(x), logPartition: { value: 0, normalizer: "exact" } },
    { method: "mixture of 30 trees", structure: "hypercube(64)", dataset: "digits" },
  );
  return files["log-prob.onnx"]!;
}
