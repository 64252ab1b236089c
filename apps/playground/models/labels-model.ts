import { key, uniform } from "@ebm/core";
import { multilabelModel } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import { exportModel, withSchema } from "@ebm/onnx-export";
import { trainJoint } from "./train-joint.js";

const LABELS = ["umbrella", "raincoat", "sunglasses", "hat", "scarf", "boots"];
const COLUMNS = [
  { name: "temperature", unit: "°C" },
  { name: "rain", unit: "%" },
  { name: "wind", unit: "km/h" },
];
const LOW = [-10, 0, 0];
const HIGH = [35, 100, 60];
const ROWS = 6000;
const activation = "softplus";

/** Trains which things people take with them in a weather, on made-up data. */
export async function labelsModel(): Promise<Uint8Array> {
  const features = COLUMNS.length;
  const mean = LOW.map((low, j) => (low + HIGH[j]!) / 2);
  const std = LOW.map((low, j) => (HIGH[j]! - low) / Math.sqrt(12));
  const noise = uniform(key(0), ROWS * (features + LABELS.length));
  const x = new Float32Array(ROWS * features);
  const y = new Float32Array(ROWS * LABELS.length);
  for (let i = 0; i < ROWS; i++) {
    const u = noise.subarray(i * (features + LABELS.length));
    const raw = LOW.map((low, j) => low + u[j]! * (HIGH[j]! - low));
    x.set(
      raw.map((value, j) => (value - mean[j]!) / std[j]!),
      i * features,
    );
    y.set(taken(raw, u.subarray(features)), i * LABELS.length);
  }
  const model = multilabelModel(LABELS.length, "pairwise");
  const params = await trainJoint({ model, x, y, features });
  const target = { kind: "label-set", labels: LABELS, structure: model.structure.name } as const;
  const files = exportModel(
    {
      features,
      dim: LABELS.length,
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
      dataset: "made-up weather",
      target,
    },
  );
  const columns = COLUMNS.map(
    (column) => ({ ...column, kind: "number", missing: "refused" }) as const,
  );
  return withSchema(files["log-prob.onnx"], { version: 1, inputs: { x: { columns } }, target });
}

/** Nobody takes both an umbrella and a raincoat, and few take an umbrella in strong wind. */
function taken([temperature, rain, wind]: readonly number[], u: Float32Array): number[] {
  const is = (share: number, i: number): boolean => u[i]! < share;
  const isWet = is(sigmoid((rain! - 45) / 12), 5);
  const umbrella = isWet && is(sigmoid((25 - wind!) / 6), 0);
  const raincoat = isWet && !umbrella && is(0.9, 1);
  const sunglasses = !isWet && is(sigmoid((temperature! - 14) / 5), 2);
  const scarf = is(sigmoid((7 - temperature!) / 3 + (wind! - 25) / 25), 4);
  const hat = sunglasses ? is(0.6, 3) : is(scarf ? 0.75 : 0.08, 3);
  const boots = is(sigmoid((1 - temperature!) / 3), 1) || (isWet && is(0.4, 2));
  return [umbrella, raincoat, sunglasses, hat, scarf, boots].map(Number);
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
