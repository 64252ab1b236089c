import { train } from "../src/index.js";
import { initial, options } from "./sine.js";

// A run in shards that is never disposed. The process must still exit.

const run = train({
  ...options,
  params: initial(),
  shards: { count: 2, split: ["x", "noise"] },
});
for await (const _ of run);
process.stdout.write(`${run.step}`);
