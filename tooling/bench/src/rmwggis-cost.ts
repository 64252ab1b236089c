import { execFileSync } from "node:child_process";
import { methods } from "./rmwggis-step.js";

// What a training step of ratio matching costs: time, and the memory of a process that makes
// nothing else. Arguments: the bits, as in 32,2048; the rounds; and the MB that a step may take.

const [BITS, ROUNDS, MEGABYTES] = [
  process.argv[2] ?? "32,128,512,2048,16384",
  process.argv[3] ?? "9",
  Number(process.argv[4] ?? 3500),
];
const dims = BITS.split(",").map(Number);
const step = new URL("rmwggis-step.ts", import.meta.url).pathname;

console.log(`| ms (peak MB) | ${dims.map((dim) => `d = ${dim}`).join(" | ")} |`);
console.log(`|---|${dims.map(() => "---|").join("")}`);
for (const [name, { megabytes }] of Object.entries(methods)) {
  const cells = dims.map((dim) => {
    if (megabytes(dim) > MEGABYTES) return `– (${(megabytes(dim) / 1024).toFixed(0)} GB)`;
    const args = [...process.execArgv, step, name, String(dim), ROUNDS];
    const [ms, peak] = execFileSync(process.execPath, args, { encoding: "utf8" }).split(" ");
    return `${Number(ms).toPrecision(3)} (${Number(peak).toFixed(0)})`;
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}
