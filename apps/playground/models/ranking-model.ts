import { gumbel, key, uniform } from "@ebm/core";
import { labelRankingModel } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import { exportModel, withSchema } from "@ebm/onnx-export";
import { trainJoint } from "./train-joint.js";

const LABELS = ["coffee", "tea", "hot chocolate", "lemonade", "water"];
const COLUMNS = [
  { name: "temperature", unit: "°C" },
  { name: "hour", unit: "h" },
];
const LOW = [-10, 6];
const HIGH = [35, 23];
const ROWS = 5000;
const activation = "softplus";

/** Trains in which order people like drinks, by temperature and hour, on made-up data. */
export async function rankingModel(): Promise<Uint8Array> {
  const [features, labels] = [COLUMNS.length, LABELS.length];
  const mean = LOW.map((low, j) => (low + HIGH[j]!) / 2);
  const std = LOW.map((low, j) => (HIGH[j]! - low) / Math.sqrt(12));
  const places = uniform(key(10), ROWS * features);
  const noise = gumbel(key(11), ROWS * labels);
  const x = new Float32Array(ROWS * features);
  const y = new Float32Array(ROWS * labels);
  for (let i = 0; i < ROWS; i++) {
    const raw = LOW.map((low, j) => low + places[i * features + j]! * (HIGH[j]! - low));
    x.set(
      raw.map((value, j) => (value - mean[j]!) / std[j]!),
      i * features,
    );
    const liking = likings(raw).map((value, k) => value + 0.7 * noise[i * labels + k]!);
    const order = [...liking.keys()].sort((a, b) => liking[b]! - liking[a]!);
    for (const [rank, label] of order.entries())
      y[i * labels + label] = 1 - (2 * rank) / (labels - 1);
  }
  const model = labelRankingModel(labels, "permutahedron");
  const params = await trainJoint({ model, x, y, features });
  const target = { kind: "ranking", labels: LABELS, structure: model.structure.name } as const;
  const files = exportModel(
    {
      features,
      dim: labels,
      logSize: model.structure.logSize,
      energy: (tensors) => model.energy(mlp(params.scores, tensors.x, { activation }), tensors.y),
      logPartition: (tensors) =>
        logPartitionNetwork(params.logPartition, tensors.x, { activation }),
      normalizer: "learned",
      standardization: { mean, std },
    },
    {
      method: "joint-partition",
      structure: model.structure.name,
      dataset: "made-up drinks",
      target,
    },
  );
  const columns = COLUMNS.map(
    (column) => ({ ...column, kind: "number", missing: "refused" }) as const,
  );
  return withSchema(files["log-prob.onnx"], { version: 1, inputs: { x: { columns } }, target });
}

function likings([temperature, hour]: readonly number[]): number[] {
  const [warm, isEarly, isLate] = [
    (temperature! - 15) / 10,
    hour! < 12 ? 1 : 0,
    hour! > 18 ? 1 : 0,
  ];
  return [
    1.6 * isEarly - 1.2 * isLate + 0.4 - 0.3 * warm,
    0.6 - 0.7 * warm + 0.5 * isLate,
    -0.2 - 1.3 * warm + 0.5 * isLate,
    -0.3 + 1.3 * warm - 0.8 * isEarly,
    0.2 + 0.7 * warm,
  ];
}
