import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal, uniform } from "@ebm/core";
import { expect, test } from "vitest";
import { ebmEvents } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";

const directory = await temporaryDirectory();
const [u, z] = [uniform(key(1), 150), normal(key(2), 150)];
const lines = Array.from({ length: 150 }, (_, row) => {
  const x = 4 * u[row]! - 2;
  return `${u[row]! < 0.3 ? "a" : "b"},${x.toFixed(3)},${row % 9 ? (x * x + 0.3 * z[row]!).toFixed(3) : ""}`;
});
const file = join(directory, "rows.csv");
await writeFile(file, ["kind,x,y", ...lines, ""].join("\n"));

test.each([
  ["density", ["--energy", "none"], ["log-prob.onnx", "percentile.onnx", "sampler.onnx"]],
  ["regression", ["--target", "y"], ["predict.onnx", "log-prob.onnx", "sampler.onnx"]],
] as const)(
  "all files of a %s compute what was fitted",
  async (task, own, names) => {
    const out = join(directory, task);
    const quick = ["--budget", "1", "--threads", "1", "--out", out, "--json"];
    await ebmEvents("run", task, "--file", file, ...own, ...quick);
    const checks = await ebmEvents(
      "export",
      out,
      "--what",
      "all",
      "--out",
      `${out}-files`,
      "--json",
    );
    expect(new Set(checks.map((check) => check.file))).toEqual(new Set(names));
    for (const check of checks) expect(check).toMatchObject({ passed: true });
  },
  600_000,
);
