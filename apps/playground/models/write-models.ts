// Trains the example models, and writes them as ONNX files that the page loads.
import "@tensorflow/tfjs-backend-cpu";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bitsModel } from "./bits-model.js";
import { densityModel } from "./density-model.js";
import { labelsModel } from "./labels-model.js";
import { rankingModel } from "./ranking-model.js";

const folder = join(import.meta.dirname, "../public/models");
mkdirSync(folder, { recursive: true });
const models = {
  density: densityModel,
  labels: labelsModel,
  ranking: rankingModel,
  bits: bitsModel,
};
const [only] = process.argv.slice(2);
for (const [name, make] of Object.entries(models)) {
  if (only !== undefined && only !== name) continue;
  const bytes = await make();
  writeFileSync(join(folder, `${name}.onnx`), bytes);
  console.log(`${name}.onnx: ${(bytes.length / 1000).toFixed(1)} kB`);
}
