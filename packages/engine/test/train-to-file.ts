import { existsSync } from "node:fs";
import { loadCheckpoint, saveCheckpoint } from "../src/index.js";
import { start } from "./sine.js";

// A run that saves checkpoints and resumes from the last one: `train-to-file.ts path steps`.

const [path, steps] = process.argv.slice(2) as [string, string];
const from = existsSync(path) ? await loadCheckpoint(path) : undefined;
const run = start({ steps: Number(steps) }, from);
for await (const { step } of run) {
  if (step % 20 !== 0) continue;
  await saveCheckpoint(path, run.checkpoint());
  process.stdout.write(`${step}\n`);
}
