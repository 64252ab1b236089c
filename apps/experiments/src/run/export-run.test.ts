import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSession } from "@ebm/engine";
import { fineTune, readParams, readSignature, readTrials } from "@ebm/onnx-export";
import { beforeAll, describe, expect, test } from "vitest";
import { ebmEvents as ebm, ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory, writeMultilabel, writeRankings } from "../../test/own-files.js";
import { tasks } from "../tasks/index.js";

const runs: Record<string, string> = {};
beforeAll(async () => {
  const directory = await temporaryDirectory();
  const { train, labels } = await writeMultilabel(directory);
  const rankings = await writeRankings(directory);
  const settings = ["--steps", "30", "--samples", "20", "--hidden", "64", "--json"];
  for (const model of ["unary", "pairwise"]) {
    runs[model] = join(directory, model);
    const files = ["--train", train, "--labels", labels, "--model", model];
    await ebm("run", "multilabel", ...files, "--out", runs[model], ...settings);
  }
  runs.ranking = join(directory, "ranking");
  const ranking = ["run", "label-ranking", "--model", "permutahedron", "--file", rankings];
  await ebm(...ranking, "--out", runs.ranking, ...settings);
});

describe.each(["unary", "pairwise", "ranking"])("a %s run", (name) => {
  test("has all its files verified, and each can prove itself", async () => {
    const checks = await ebm("export", runs[name]!, "--what", "all", "--json");
    expect(checks).toHaveLength(18);
    for (const check of checks) expect(check).toMatchObject({ passed: true });
    for (const file of ["predict", "sampler", "train-step"]) {
      const path = join(runs[name]!, `${file}.onnx`);
      const [report] = await ebm("verify", path, "--in", "node", "--json");
      expect(report, file).toMatchObject({ event: "verify", pass: true });
      const { metadata } = readSignature(await readFile(path));
      expect(JSON.parse(metadata.verification!)[0].runtime).toBe("onnxruntime-node");
    }
  });
});

test("all files of a model are those that it has, and others are refused", async () => {
  const settings = ["--steps", "2", "--samples", "9", "--json", "--loss", "sparsemax"];
  const directory = await temporaryDirectory();
  const [file, out] = [await writeRankings(directory), join(directory, "run")];
  await ebm(
    "run",
    "label-ranking",
    "--file",
    file,
    "--model",
    "birkhoff",
    "--out",
    out,
    ...settings,
  );
  const checks = await ebm("export", out, "--what", "all", "--json");
  const files = new Set(checks.map((check) => check.file));
  const expected = ["energy", "log-partition", "log-prob", "train-step"];
  expect([...files]).toEqual(expected.map((name) => `${name}.onnx`));
  for (const [name, reason] of [
    ["predict", "predict.onnx: the likeliest y over assignments(3) needs a solver"],
    ["sampler", "sampler.onnx: a sparsemax model is not p ∝ exp(−E)"],
  ] as const) {
    await expect(ebm("export", out, "--what", name)).rejects.toThrow(reason);
  }

  // the state has no inputs, hence no trials; the file that is none is told after the others
  const paths = ["train-state.onnx", "none.onnx", "train-step.onnx"].map((it) => join(out, it));
  await expect(ebm("verify", ...paths, "--in", "node", "--json")).rejects.toThrow(
    /none.onnx cannot be read: ENOENT[^/]*[^ ]*none.onnx'\.$/,
  );
});

test("energies of several y of each x are files too, and verified", async () => {
  const checks = await ebm("export", runs.pairwise!, "--samples", "--what", "energy", "--json");
  expect(checks.map(({ passed }) => passed)).toEqual([true, true, true]);
  const { inputs, outputs } = readSignature(
    await readFile(join(runs.pairwise!, "energy.samples.onnx")),
  );
  expect(inputs.y!.shape.slice(0, 2)).toEqual(["batch", "samples"]);
  expect(outputs.energy!.shape).toEqual(["batch", "samples"]);
});

test("the report of a run shows every runtime that its files were verified in", async () => {
  const report = join(runs.unary!, "report.html");
  const before = await readFile(report, "utf8");
  expect(before).toContain("onnxruntime-node");
  expect(before).not.toContain("@jax-js/onnx");
  const files = ["energy", "log-prob"].map((name) => join(runs.unary!, `${name}.onnx`));
  await ebm("verify", ...files, "--in", "jax,wasm", "--write", "--json");
  const after = await readFile(report, "utf8");
  const rows = after.match(/<th scope="row"><code>log-prob.onnx<.*/g)!;
  expect(rows).toHaveLength(3);
  for (const name of ["onnxruntime-node", "onnxruntime-web, wasm in Node", "@jax-js/onnx"]) {
    expect(rows.filter((row) => row.includes(name) && row.includes("✓ yes"))).toHaveLength(1);
  }
  // the tile at the top counts all files that are there by now, and nothing else has changed
  const tile = />ONNX files verified<\/span>\n<span class="value">(\d of \d)</;
  expect([before, after].map((page) => page.match(tile)![1])).toEqual(["3 of 3", "6 of 6"]);
  const outside = (page: string) =>
    page.replace(/<section><h2>Exported models[\s\S]*?<\/section>/, "").replace(tile, "");
  expect(outside(after)).toBe(outside(before));
  const { exports } = JSON.parse(await readFile(join(runs.unary!, "report.json"), "utf8"));
  const runtimes = exports.map(({ runtime }: { runtime: string }) => runtime.split(" ")[0]);
  expect(new Set(runtimes)).toEqual(
    new Set(["onnxruntime-node", "onnxruntime-web,", "@jax-js/onnx"]),
  );
});

test("a training step goes on from its state, and lowers the loss", async () => {
  const [step, start] = await Promise.all(
    ["train-step.onnx", "train-state.onnx"].map((file) => readFile(join(runs.unary!, file))),
  );
  const [training, begin] = [await openSession(step!), await openSession(start!)];
  const [, , trial] = readTrials(step!);
  const { learning_rate: _, ...batch } = trial!.inputs;
  const losses: number[] = [];
  let state = await begin.run({});
  const options = { run: training.run, state, batches: () => batch, learningRate: 1e-2, steps: 30 };
  for await (const info of fineTune(options)) {
    losses.push(info.loss);
    state = { ...info.state };
  }
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  expect(Object.keys(readParams(step!, state.params!))).toContain("scores.0.weight");
  await Promise.all([training.dispose(), begin.dispose()]);
});

test("weights of lower precision tell what they cost, and weights of their own are found", async () => {
  for (const precision of ["float16", "int8"]) {
    const options = ["--quantize", precision, "--what", "energy", "--json"];
    const checks = await ebm("export", runs.unary!, ...options);
    expect(checks[0]).toMatchObject({ file: `energy.${precision}.onnx`, passed: true });
    const errors = checks.map(({ maxRelError }) => maxRelError as number);
    expect(Math.max(...errors)).toBeLessThan(0.1);
    expect(Math.max(...errors)).toBeGreaterThan(1e-6);
  }
  const out = join(await temporaryDirectory(), "split");
  const split = ["--what", "energy", "--external-data", "--out", out, "--json"];
  for (const run of [runs.unary!, runs.pairwise!]) {
    await ebm("export", run, ...split);
    const [report] = await ebm("verify", join(out, "energy.onnx"), "--in", "node", "--json");
    expect(report).toMatchObject({ pass: true });
    // each content has a weight file of its own, and the old one is gone
    const weights = (await readdir(out)).filter((name) => name.endsWith(".data"));
    expect(weights).toEqual([expect.stringMatching(/^energy\.onnx\.[0-9a-f]{16}\.data$/)]);
  }
});

describe("predict", () => {
  test("tells a line for each row of a CSV, an ARFF, JSON lines or JSON tensors", async () => {
    const model = join(runs.unary!, "log-prob.onnx");
    const directory = await temporaryDirectory();
    const attributes = ["l1", "l2", "l3", "b", "a"].map((name) => `@attribute ${name} numeric`);
    const files = {
      "rows.csv": "a,b,l1,l2,l3\n0.5,-1,1,0,0\n2,1,1,1,1\n",
      "swapped.csv": "l3,b,extra,l1,a,l2\n0,-1,x,1,0.5,0\n1,1,y,1,2,1\n",
      "rows.arff": `@relation r\n${attributes.join("\n")}\n@data\n1,0,0,-1,0.5\n1,1,1,1,2\n`,
      "rows.jsonl":
        '{"a":0.5,"b":-1,"l1":1,"l2":0,"l3":0}\n{"l3":true,"a":2,"b":1,"l1":true,"l2":true}\n',
      "rows.json": '{"x": [[0.5, -1], [2, 1]], "y": [[1, 0, 0], [1, 1, 1]]}',
    };
    const all: unknown[] = [];
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(directory, name), text);
      all.push(await ebm("predict", model, "--json", "--input", join(directory, name)));
    }
    // no probability: the log Z of this model is learned
    const line = { log_prob: expect.any(Number) };
    expect(all[0]).toEqual([line, line]);
    for (const answers of all) expect(answers).toEqual(all[0]);
    const wide = join(directory, "wide.csv");
    await writeFile(wide, "a,c,l1,l2,l3\n1,2,0,0,0\n");
    await expect(ebm("predict", model, "--input", wide)).rejects.toThrow("`b`, expected");
  });

  test("gives a CSV with the names of the labels, on stdout or in a file", async () => {
    const directory = await temporaryDirectory();
    const rows = join(directory, "rows.csv");
    await writeFile(rows, "b,a\n-1,5\n1,-5\n");
    const model = join(runs.unary!, "predict.onnx");
    const out = join(directory, "out.csv");
    const csv = await ebmHere(tasks, "predict", model, "--input", rows);
    expect(csv).toMatch(/^l1,l2,l3\n[01],[01],[01]\n[01],[01],[01]\n$/);
    expect(await ebmHere(tasks, "predict", model, "--input", rows, "--out", out)).toBe("");
    expect(await readFile(out, "utf8")).toBe(csv);
    const ranking = join(runs.ranking!, "predict.onnx");
    expect(await ebmHere(tasks, "predict", ranking, "--input", rows)).toMatch(
      /^ranking\n([xyz]>[xyz]>[xyz]\n){2}$/,
    );
  });

  test("draws samples of a sampler from x and a start, equal for equal seeds", async () => {
    const rows = join(await temporaryDirectory(), "start.csv");
    await writeFile(rows, "a,b,l1,l2,l3\n0.5,-1,0,0,0\n0.5,-1,1,1,1\n");
    const draw = (seed: string) =>
      ebm("predict", join(runs.unary!, "sampler.onnx"), "--json", "--input", rows, "--seed", seed);
    const samples = await draw("1");
    expect(samples).toHaveLength(2);
    for (const { l1, l2, l3 } of samples)
      for (const bit of [l1, l2, l3]) expect([0, 1]).toContain(bit);
    expect(await draw("1")).toEqual(samples);
    await expect(draw("one")).rejects.toThrow("--seed is one, expected a whole number.");
  });
});

test.each([[["--what", "energy,nothing"], "--what has nothing, expected all, or some of energy"]])(
  "export refuses %j",
  async (options, message) => {
    await expect(ebm("export", runs.unary!, ...options)).rejects.toThrow(message);
  },
);
