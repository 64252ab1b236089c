import { parseArgs } from "node:util";
import { crashTrials } from "./crash-trials.js";

// Kills commands at random moments, and runs them on full disks: see `crashTrials`.

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    sizes: { type: "string", default: "20" },
    seed: { type: "string", default: "0" },
  },
});
await crashTrials({
  kills: Number(values.kills),
  sizes: Number(values.sizes),
  seed: Number(values.seed),
  tell: (line) => process.stdout.write(`${line}\n`),
});
