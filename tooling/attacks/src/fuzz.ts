import "@tensorflow/tfjs-backend-cpu";
import { parseArgs } from "node:util";
import { runFuzz } from "./run-fuzz.js";

// Corrupts files, models, checkpoints, configs and bodies, and reports what their readers did.

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "50000" },
    seed: { type: "string", default: "1" },
  },
});
console.log("| reader | inputs | accepted | slowest, ms |\n|---|---|---|---|");
const { findings, growth } = await runFuzz({
  inputs: Number(values.inputs),
  seed: Number(values.seed),
  onTarget({ name, inputs, accepted, slowest }) {
    console.log(`| ${name} | ${inputs} | ${accepted} | ${slowest.toFixed(0)} |`);
  },
});
console.log(`\nMemory grew by ${growth.toFixed(0)} MB at most.`);
console.log(`Findings: ${findings.length}.`);
for (const finding of findings.slice(0, 50)) console.log(`- ${finding}`);
process.exitCode = findings.length > 0 || growth > 1024 ? 1 : 0;
