import { parseArgs } from "node:util";
import { runSoak } from "./run-soak.js";

// Attacks `ebm serve`, and reports the results.

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "600" },
    seed: { type: "string", default: "1" },
  },
});
const result = await runSoak({ seconds: Number(values.seconds), seed: Number(values.seed) });

console.log("| client and answer | times |\n|---|---|");
for (const [name, times] of [...result.answers].sort()) console.log(`| ${name} | ${times} |`);
console.log("\n| after s | server MB | workers MB |\n|---|---|---|");
for (const { seconds, server, workers } of result.memory) {
  console.log(`| ${seconds} | ${server.toFixed(0)} | ${workers.toFixed(0)} |`);
}
const { wrong, unexpected, health, atStop, exitCode, p99 } = result;
console.log(`\nWrong answers: ${wrong}. Unexpected: ${JSON.stringify(unexpected.slice(0, 20))}.`);
console.log(`Steady requests: p99 ${p99.toFixed(1)} ms.`);
console.log(`Idle workers at the end: ${health.idle} of 2, after ${health.replaced} replacements.`);
console.log(
  `SIGTERM: ${atStop.answered} answered, ${atStop.lost} lost, ended after ${atStop.seconds.toFixed(1)} s with exit code ${exitCode}.`,
);
if (wrong + unexpected.length + atStop.lost > 0 || health.idle !== 2 || exitCode !== 0) {
  process.exitCode = 1;
}
