import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSession } from "@ebm/engine";
import { expect, test, vi } from "vitest";
import { ebm } from "../test/ebm.js";
import { temporaryDirectory } from "../test/own-files.js";

test("quickstart prints probabilities that sum to 1, and leaves a run with two ONNX files", async () => {
  const out = join(await temporaryDirectory(), "quick");
  const { code, stdout, stderr } = await ebm(["quickstart", "--out", out]);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/Kendall τ × 100 +\d/);
  expect(stdout).toMatch(/(setosa|versicolor|virginica) > .* > /);
  const rows = [...stdout.matchAll(/^ +\d((?: +[01]\.\d{6}){6}) +[1-6]$/gm)];
  expect(rows).toHaveLength(8);
  for (const [, numbers] of rows) {
    const sum = numbers!
      .trim()
      .split(/ +/)
      .reduce((total, number) => total + Number(number), 0);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
  }
  expect(stdout.match(/computes the trained model, within [\d.e-]+\./g)).toHaveLength(2);
  expect(stdout).toMatch(/type `ebm dashboard --runs \S+` and open http:\S+\/run\/quick\n$/);
  expect((await readdir(out)).sort()).toEqual([
    "checkpoint.safetensors",
    "config.json",
    "log-prob.onnx",
    "metrics.jsonl",
    "model",
    "plots",
    "predict.onnx",
    "report.html",
    "report.json",
    "result.json",
  ]);

  const session = await openSession(await readFile(join(out, "log-prob.onnx")));
  const { log_prob } = await session.run({
    x: { data: Float64Array.of(5.1, 3.5, 1.4, 0.2), shape: [1, 4] },
    y: { data: Float32Array.of(1, 0, -1), shape: [1, 3] },
  });
  expect(log_prob!.data[0]).toBeLessThan(0);
  await session.dispose();
});

test("leaves nothing in the home of its user, where ONNX Runtime would keep telemetry", async () => {
  const [home, directory] = [await temporaryDirectory(), await temporaryDirectory()];
  vi.stubEnv("HOME", home);
  vi.stubEnv("ORT_DISABLE_TELEMETRY", undefined);
  const run = ["run", "label-ranking", "--dataset", "embedded-iris", "--model", "permutahedron"];
  const { code } = await ebm([...run, "--steps", "2", "--out", join(directory, "run")]);
  vi.unstubAllEnvs();
  expect([code, await readdir(home)]).toEqual([0, []]);
});

test("Ctrl-C saves a checkpoint and says how to go on", async () => {
  const out = join(await temporaryDirectory(), "run");
  const run = ["run", "label-ranking", "--dataset", "embedded-iris", "--out", out, "--json"];
  const ofPaper = ["--model", "permutahedron", "--steps", "1000000"];
  let isInterrupted = false; // a second signal would end it at once
  const { code, stdout, stderr } = await ebm([...run, ...ofPaper], (line, child) => {
    if (isInterrupted || JSON.parse(line).step !== 20) return;
    isInterrupted = child.kill("SIGINT");
  });
  expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
  const last = JSON.parse(stdout.trim().split("\n").at(-1)!);
  expect(last).toEqual({ event: "interrupted", run: out, step: expect.any(Number) });
  const metrics = (await readFile(join(out, "metrics.jsonl"), "utf8")).trim().split("\n");
  expect(metrics).toHaveLength(last.step);
  expect(await readdir(out)).not.toContain("result.json");
});

test("what is typed wrongly ends in 2, what goes wrong in 1, each on one line", async () => {
  const directory = await temporaryDirectory();
  const broken = join(directory, "broken.txt");
  await writeFile(broken, "a,ranking\n1,x>y\n2,y>y\n");
  const [typed, wrong] = await Promise.all([
    ebm(["run", "multilabel", "--dataset", "yest", "--json"]),
    ebm(["run", "label-ranking", "--file", broken, "--out", join(directory, "run"), "--json"]),
  ]);
  expect(typed).toMatchObject({ code: 2, stdout: "" });
  expect(typed.stderr).toMatch(
    /^ebm: .*yest.* yeast, scene, emotions, birds, cal500, bibtex, corel5k, delicious, mediamill, tmc2007\.\n$/,
  );
  expect(wrong).toMatchObject({ code: 1, stdout: "" });
  expect(wrong.stderr).toMatch(/^ebm: .*broken.txt: row 2, column `ranking` has `y` twice.*\n$/);
});
