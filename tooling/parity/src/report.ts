import { readFileSync, writeFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { type Backend, backends, missingKernels } from "./backends.js";
import { type Case, orders } from "./cases/case.js";
import { families } from "./cases.js";
import { type Comparison, compare } from "./compare.js";
import { compareTraining, STEPS } from "./training.js";

// Prints the parity tables, and writes them into the README if every backend took part.

const README = new URL("../README.md", import.meta.url);
const MARKER = "<!-- `pnpm parity` writes what follows. -->";

tf.enableProdMode();
const [present, absent] = [
  backends.filter(({ missing }) => !missing),
  backends.filter(({ missing }) => missing),
];
const tables: string[] = [];
const largest = new Map(present.map((backend) => [backend, [0, 0, 0]]));
for (const [family, cases] of Object.entries(families)) {
  const rows: string[][] = [];
  for (const one of cases) rows.push([one.name, ...(await compareAll(one))]);
  tables.push(`### ${family}\n\n${table(["function", ...names(present)], rows)}`);
}

const training: string[][] = [];
for (const backend of present) {
  const { losses, params } = await compareTraining(backend);
  training.push([backend.name, short(losses), short(params)]);
}

const summary = present.map((backend) => [backend.name, ...largest.get(backend)!.map(short)]);
const lacking = present
  .filter(({ runtime }) => runtime === "tfjs")
  .map((backend) => [backend.name, missingKernels(backend).join(", ")]);
const text = [
  MARKER,
  `## Results\n\nOf ${Object.values(families).flat().length} functions, the largest differences; on ${machine()}.`,
  table(["backend", ...orders], summary),
  `Of ${STEPS} steps of Adam on the joint-partition loss, at the shape of yeast:`,
  table(["backend", "losses", "parameters"], training),
  "The kernels of tfjs cpu that another backend has not:",
  table(["backend", "kernels"], lacking),
  ...tables,
].join("\n\n");

console.log(text);
for (const { name, missing } of absent) console.log(`\n${name} is skipped: ${missing}.`);
if (absent.length === 0) {
  const [head] = readFileSync(README, "utf8").split(MARKER);
  writeFileSync(README, `${head}${text}\n`);
} else console.log("\nThe README is left as it is, since not every backend took part.");

async function compareAll(it: Case): Promise<string[]> {
  const cells: string[] = [];
  for (const backend of present) {
    const found = await compare(it, backend);
    const most = largest.get(backend)!;
    for (const [i, order] of orders.entries()) {
      const result = found[order];
      if (typeof result === "number") most[i] = Math.max(most[i]!, result);
    }
    cells.push(cell(found));
  }
  return cells;
}

function cell(found: Comparison): string {
  const kernel = Object.values(found).find((result) => typeof result === "string");
  return kernel === undefined
    ? Object.values(found)
        .map((result) => short(result as number))
        .join(" · ")
    : `no ${kernel}`;
}

function short(difference: number): string {
  return difference === 0 ? "0" : difference.toExponential(0);
}

function names(list: readonly Backend[]): string[] {
  return list.map(({ name }) => name);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function machine(): string {
  return `Node ${process.versions.node}, ${process.platform}, ${process.arch}`;
}
