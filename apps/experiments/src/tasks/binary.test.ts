import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, uniform } from "@ebm/core";
import { openSession } from "@ebm/engine";
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import { expect, test } from "vitest";
import { ebm } from "../../test/ebm.js";
import { ebmEvents, ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { tasks } from "./index.js";

const directory = await temporaryDirectory();
const NAMES = ["id", "vote", "smokes", "coin", "again", "always"];

/** Rows of an id and five bits; where they depend, the fourth nearly always repeats the first. */
async function writeBits(name: string, depend: boolean, more = ""): Promise<string> {
  const u = uniform(key(1), 4 * 200);
  const lines = Array.from({ length: 200 }, (_, row) => {
    const [a, b, c, d] = u.subarray(4 * row, 4 * row + 4).map((value) => Number(value < 0.5));
    const last = depend && u[4 * row + 3]! > 0.1 ? a! : d!;
    return [`r${row}`, a ? "yes" : "no", b ? "often" : "never", c, last, 1].join(",") + more;
  });
  lines[7] = lines[7]!.replace(/\d,1/, ",1");
  const path = join(directory, name);
  await writeFile(path, [`${NAMES.join(",")}${more && ",only"}`, ...lines, ""].join("\n"));
  return path;
}

const file = await writeBits("rows.csv", true);
const quick = ["--drop", "id", "--energy", "none"];
const out = join(directory, "run");
const events = await ebmEvents("run", "binary", "--file", file, ...quick, "--out", out, "--json");

test("a run learns from the user's own bits, and compares itself with simpler models", async () => {
  const { metrics } = events.at(-1) as unknown as { metrics: Record<string, number> };
  expect(Object.keys(metrics)).toEqual([
    "nll",
    "nllStandardError",
    "baseNll",
    "chowLiuNll",
    "frequencyNll",
    "uniformNll",
  ]);
  expect(metrics.uniformNll).toBeCloseTo(5 * Math.LN2, 10);
  expect(metrics.frequencyNll!).toBeLessThan(metrics.uniformNll!);
  expect(metrics.nll!).toBeLessThan(metrics.frequencyNll! - 0.2);
  expect(metrics.nll!).toBeLessThan(metrics.chowLiuNll! + 0.1);
  expect(metrics.baseNll).toBe(metrics.nll);
  const [notes, start] = events as unknown as [{ notes: string[] }, object];
  expect(notes.notes).toContain(
    "Missing values: 1 of 1000. A row counts with the probability of its other values.",
  );
  expect(start).toMatchObject({ steps: 10, rows: { train: 160, validation: 0, test: 40 } });
  const parts = events.filter(({ event }) => event === "part").map(({ part }) => part);
  expect(parts.slice(0, 2)).toEqual(["independent", "Chow–Liu tree"]);
  const report = await readFile(join(out, "report.html"), "utf8");
  for (const text of ["Better than independent columns by", "all values alike", "reversed chain"]) {
    expect(report).toContain(text);
  }
  expect(report).not.toContain("Warning:");
});

test("its files take columns by name, and give probabilities that sum to 1", async () => {
  const files = join(directory, "files");
  const checks = await ebmEvents("export", out, "--what", "all", "--out", files, "--json");
  expect(new Set(checks.map((check) => check.file))).toEqual(
    new Set(["energy.onnx", "log-prob.onnx", "sampler.onnx"]),
  );
  for (const check of checks) expect(check).toMatchObject({ passed: true });
  const bytes = await readFile(join(files, "log-prob.onnx"));
  const schema = readSchema(bytes)!;
  const rows = Array.from({ length: 32 }, (_, state) => ({
    vote: state & 1 ? "yes" : "no",
    smokes: state & 2 ? "often" : "never",
    coin: (state >> 2) & 1,
    again: (state >> 3) & 1,
    always: (state >> 4) & 1,
  }));
  const session = await openSession(bytes);
  const { log_prob } = await session.run(rowsToInputs(schema, rows).inputs);
  await session.dispose();
  const sum = Array.from(log_prob!.data, Math.exp).reduce((total, p) => total + p);
  expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
  const sampler = await openSession(await readFile(join(files, "sampler.onnx")));
  const uniforms = { data: uniform(key(3), 1000 * 7), shape: [1000, 7] };
  const { samples } = await sampler.run({ uniforms });
  await sampler.dispose();
  const again = Array.from({ length: 1000 }, (_, row) =>
    samples!.data.subarray(5 * row, 5 * row + 5),
  );
  const repeated = again.filter(([vote, , , repeats]) => vote === repeats).length;
  expect(Math.abs(repeated / 1000 - 0.95)).toBeLessThan(0.06);
  expect(() => rowsToInputs(schema, [{ ...rows[0], vote: null }])).toThrow("has no value");
  expect(() => rowsToInputs(schema, [{ ...rows[0], smokes: "daily" }])).toThrow("`daily`");
});

test("predict fills in missing values of rows, and says how sure it is", async () => {
  const [input, to] = ["holes.csv", "filled.jsonl"].map((name) => join(directory, name));
  const lines = ["smokes,vote,coin,again,always", "often,,0,1,1", "never,no,1,,1", "never,yes,,,1"];
  await writeFile(input!, `${lines.join("\n")}\n`);
  await ebmHere(tasks, "predict", out, "--input", input!, "--out", to!, "--json");
  const rows = (await readFile(to!, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows[0].values).toMatchObject({ vote: "yes", smokes: "often", coin: 0, again: 1 });
  expect(rows[0].filled.vote).toBeGreaterThan(0.9);
  expect(rows[1]).toMatchObject({ values: { vote: "no", again: 0 }, log_prob_error: 0 });
  expect(rows[2].filled).toMatchObject({ coin: expect.any(Number), again: expect.any(Number) });
  await writeFile(input!, "vote\nmaybe\n");
  const wrong = ebmHere(tasks, "predict", out, "--input", input!);
  await expect(wrong).rejects.toThrow("has `maybe`, expected `no`, `yes`");
});

test("a run that is stopped ends soon, and fits again to the same bits", async () => {
  const stopped = join(directory, "stopped");
  const command = ["run", "binary", "--file", file, ...quick, "--out", stopped, "--json"];
  const { code, stdout } = await ebm(command, (line, child) => {
    if (JSON.parse(line).event === "part") child.kill("SIGINT");
  });
  expect(code).toBe(130);
  expect(stdout).toContain('"event":"interrupted"');
  await ebmHere(tasks, "resume", stopped);
  for (const name of ["checkpoint.safetensors", "log-prob.onnx"]) {
    const [a, b] = await Promise.all([out, stopped].map((it) => readFile(join(it, name))));
    expect(a!.equals(b!), name).toBe(true);
  }
});

test("bits that do not depend are told to be so, at the loss of independent ones", async () => {
  const hopeless = await writeBits("hopeless.csv", false, ",x");
  const own = join(directory, "hopeless");
  const told = await ebmEvents(
    ...["run", "binary", "--train", hopeless, "--drop", "id", "--out", own, "--json"],
  );
  const { metrics } = told.at(-1) as unknown as { metrics: Record<string, number> };
  expect(metrics.nll!).toBeLessThan(metrics.frequencyNll! + metrics.nllStandardError!);
  expect(metrics).toMatchObject({ effectiveShare: 1, tiltKept: expect.any(Number) });
  const isWarned = told.some(({ event }) => event === "warnings");
  expect(isWarned).toBe(!(metrics.nll! < metrics.frequencyNll!));
  expect(await readdir(own)).toContain("log-prob.onnx");
});

test.each([
  [["--file", file], "`id`"],
  [["--dataset", "nltcs", "--test-share", "0.3"], "--test-share is for your own files"],
  [["--dataset", "nltcs", "--drop", "a"], "--drop is for your own files"],
  [["--file", file, "--train", file], "expected one of --dataset, --file and --train."],
  [["--file", file, "--split", "files"], "--split is files, which needs --test."],
  [["--file", file, ...quick, "--budget", "0"], "--budget is 0, expected a number of seconds"],
])("refuses %j", async (options, message) => {
  await expect(ebmHere(tasks, "run", "binary", ...options)).rejects.toThrow(message);
});

test.each([
  ["a\n2\n0\n1\n", "row 1, column `a` has 2, expected 0 or 1: leave the column out with --drop"],
  [
    `a,b\n${Array.from({ length: 404 }, (_, i) => `c${i % 101},1\n`).join("")}`,
    "column `a` has 101 categories, `c0`, `c1`, `c10` and 98 more, expected 100 or fewer",
  ],
  [`a,b\n${"0,1\n".repeat(15)}`, "has 15 of 15 rows with values, expected 20 at least"],
])("refuses rows in one line: case %#", async (text, message) => {
  const path = join(directory, "refused.csv");
  await writeFile(path, text);
  const run = ebmHere(tasks, "run", "binary", "--file", path, "--out", join(directory, "none"));
  await expect(run).rejects.toThrow(message);
});
