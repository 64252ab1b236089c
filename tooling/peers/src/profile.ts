import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { operatorTimes } from "./operator-times.js";
import { problems } from "./problems.js";

// Prints the time of a step by kinds of operators.

const KINDS: Readonly<Record<string, RegExp>> = {
  "matrix products": /Gemm|MatMul|^Transpose$/,
  elementwise: /^(Add|Sub|Mul|Div|Neg|Sum|Exp|Log|Max|Min|Sigmoid|HardSigmoid|Relu|QuickGelu)$/,
  "Split, Reshape, Concat": /^(Split|Reshape|Concat)$/,
  "the rest": /^/,
};
const kinds = Object.keys(KINDS);
const kindOf = (operator: string): string => kinds.find((kind) => KINDS[kind]!.test(operator))!;

const names = process.argv.slice(2).filter((name) => name !== "--");
tf.enableProdMode();
await tf.setBackend("cpu");
console.log(`| step | µs | ${kinds.join(" | ")} |\n|---|---|${"---|".repeat(kinds.length)}`);
for (const name of names.length > 0 ? names : ["joint", "snl", "rmwggis", "dsm"]) {
  const times = [...(await operatorTimes(problems[name]!()))].sort(([, a], [, b]) => b - a);
  const total = (list: typeof times): number => list.reduce((sum, [, us]) => sum + us, 0);
  const shares = kinds.map((kind) => {
    const ofKind = times.filter(([operator]) => kindOf(operator) === kind);
    return `${Math.round((100 * total(ofKind)) / total(times))} %`;
  });
  const rest = times.filter(([operator]) => kindOf(operator) === "the rest");
  const largest = rest.slice(0, 3).map(([operator]) => operator);
  console.log(
    `| ${[name, Math.round(total(times)), ...shares].join(" | ")}: ${largest.join(", ")} |`,
  );
}
