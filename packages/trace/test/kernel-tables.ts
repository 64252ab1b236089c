import * as tf from "@tensorflow/tfjs-core";
import { lowerings } from "../src/lowerings.js";
import { REFUSED } from "../src/refused.js";
import { type Difference, nonFiniteDifferences } from "./non-finite.js";

const START = "<!-- made by `pnpm generate` from here -->";
const END = "<!-- to here -->";

/** Updates the tables of a README: traced kernels, refused kernels, and differences to eager tfjs. */
export async function withKernelTables(readme: string): Promise<string> {
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
  const tables = [...kernelTable(), "", ...differenceTable(await nonFiniteDifferences())];
  return `${readme.slice(0, from)}${START}\n\n${tables.join("\n")}\n\n${readme.slice(to)}`;
}

function kernelTable(): string[] {
  const all = tf.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName);
  const traced = all.filter((name) => name in lowerings).sort();
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" ");
  return [
    `Of the ${all.length} kernels of tfjs's cpu backend, ${traced.length} are traced:`,
    "",
    code(traced),
    "",
    `and ${all.length - traced.length} are refused:`,
    "",
    "| a kernel that | is refused |",
    "|---|---|",
    ...Object.entries(REFUSED).map(([why, kernels]) => `| ${why} | ${code(kernels)} |`),
  ];
}

function differenceTable(differences: readonly Difference[]): string[] {
  const places = new Map<string, string[]>();
  for (const { op, at, eager, traced } of differences) {
    const key = `${op} | %s | ${numbers(eager)} | ${numbers(traced)}`;
    const place = at.map((xs) => (xs.length > 1 ? `[${numbers(xs)}]` : numbers(xs))).join(", ");
    places.set(key, [...(places.get(key) ?? []), place]);
  }
  const rows = [...places].map(([key, list]) => `| ${key.replace("%s", list.join("; "))} |`);
  return [
    "NaN and the infinities go through every elementwise function and reduction as they do in eager",
    "tfjs on its cpu backend, but for these (in ONNX Runtime 1.30 on x64):",
    "",
    "| function | at | eager | traced |",
    "|---|---|---|---|",
    ...rows,
  ];
}

function numbers(list: readonly number[]): string {
  return list
    .map((x) => {
      if (Object.is(x, -0)) return "−0";
      if (Math.abs(x) === Number.POSITIVE_INFINITY) return x > 0 ? "∞" : "−∞";
      return String(Number(x.toPrecision(4))).replace("-", "−");
    })
    .join(", ");
}
