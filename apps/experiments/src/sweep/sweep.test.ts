import { spawnSync } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FinishedTrial, inlineExecutor } from "@ebm/sweep";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, expect, test } from "vitest";
import { ebmHere } from "../../test/ebm-here.js";
import { temporaryDirectory } from "../../test/own-files.js";
import { toyTask } from "../../test/toy-task.js";
import type { Task } from "../tasks/task.js";
import { readSweepFile } from "./read-sweep-file.js";
import { runSweep } from "./run-sweep.js";
import { runTrial } from "./run-trial.js";

const tasks = [toyTask as unknown as Task];
const file = {
  task: "toy",
  data: { dataset: "points" },
  seeds: [0, 1],
  settings: { steps: 10 },
  space: { center: { min: -3, max: 3 } },
  search: { method: "sobol", trials: 3 },
};
let directory: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
});

async function write(name: string, contents: object): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, JSON.stringify(contents));
  return path;
}

const trialsOf = async (out: string): Promise<FinishedTrial[]> =>
  (await readFile(join(out, "trials.jsonl"), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("a sweep runs points × seeds, ranks points by their means, and exports all trials", async () => {
  const [out, csv, parquet] = ["whole", "all.csv", "all.parquet"].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  const path = await write("sweep.json", file);
  const text = await ebmHere(
    tasks,
    ...["sweep", path, "--out", out, "--export", csv, "--export", parquet],
  );
  const trials = await trialsOf(out);
  expect(trials.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await readdir(join(out, "runs"))).toEqual(trials.map(({ id }) => id).sort());
  const [heading, ...ranked] = text.split("\n").slice(0, 4);
  expect(heading).toMatch(/^data +negativeLogDensity +trials +center$/);
  const means = ranked.map((line) => Number(/points +([\d.]+)/.exec(line)![1]));
  expect(means).toEqual(means.toSorted((a, b) => a - b));
  const lines = (await readFile(csv, "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^number,rung,data,id,objective,.*center.*test.negativeLogDensity/);
  expect(lines).toHaveLength(7);
  const bytes = await readFile(parquet);
  const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
  expect(rows.map((row) => row.objective)).toEqual(
    trials.map(({ result }) => (result as { test: object }).test).flatMap(Object.values),
  );
  const again = await ebmHere(tasks, "sweep", path, "--out", out, "--json");
  expect(again).not.toContain('"event":"trial"');
  await expect(
    ebmHere(tasks, "sweep", await write("other.json", { ...file, seeds: [2] }), "--out", out),
  ).rejects.toThrow("contains another sweep");
});

test("checkpoints are stored by their contents, and the best runs come back", async () => {
  const [out, store] = [join(directory, "stored"), join(directory, "store")];
  const path = await write("stored.json", file);
  const run = ["sweep", path, "--out", out, "--artefacts", store];
  await ebmHere(tasks, ...run);
  const trials = await trialsOf(out);
  const files = trials.map((trial) => Object.keys(trial.files!).sort());
  expect(files[0]).toEqual(["checkpoint.safetensors", "config.json", "metrics.jsonl"]);
  // as on a machine where no worker ran
  await rm(join(out, "runs"), { recursive: true });
  await ebmHere(tasks, ...run);
  expect(await readdir(join(out, "runs"))).toHaveLength(2);
  for (const id of await readdir(join(out, "runs"))) {
    await ebmHere(tasks, "resume", join(out, "runs", id));
    expect(await readdir(join(out, "runs", id))).toContain("report.html");
  }
});

test("a trial that is stopped resumes from its checkpoint, to the same bits", async () => {
  const path = await write("stopped.json", { ...file, seeds: [5], settings: { steps: 1500 } });
  const sweep = await runSweep({ path, file: await readSweepFile(path), tasks });
  const results = async (name: string, stopAfterMs?: number): Promise<unknown[]> => {
    const found = new Map<string, unknown>();
    const runs = { directory: join(directory, name), tasks, fetch: {} };
    const executor = inlineExecutor((config, context) => runTrial(config, context, runs));
    let stops = 0;
    for (let wait = stopAfterMs; ; wait = undefined) {
      const controller = new AbortController();
      if (wait !== undefined) setTimeout(() => controller.abort(), wait);
      const ended = await executor.execute(sweep, {
        signal: controller.signal,
        onFinish: ({ id, result }) => void found.set(id, result),
      });
      if (!ended) stops++;
      if (ended) {
        expect(stops).toBe(stopAfterMs === undefined ? 0 : 1);
        return [...found].sort().map(([, result]) => result);
      }
    }
  };
  expect(await results("killed", 250)).toEqual(await results("undisturbed"));
});

const searched = (search: object): object => ({ ...file, seeds: [0], search });

test("successive halving gives the best third more steps", async () => {
  const search = { method: "asha", trials: 9, resource: "steps", min: 2, max: 18 };
  const out = join(directory, "asha");
  await ebmHere(tasks, "sweep", await write("asha.json", searched(search)), "--out", out);
  const trials = await trialsOf(out);
  const at = (rung: number) => trials.filter((trial) => trial.rung === rung);
  expect(at(0)).toHaveLength(9);
  // a point that is promoted early may fall behind later
  expect(at(2).length).toBeGreaterThanOrEqual(1);
  const steps = (trial: FinishedTrial) => (trial.config as { steps: number }).steps;
  expect([0, 1, 2].map((rung) => [...new Set(at(rung).map(steps))])).toEqual([[2], [6], [18]]);
  const cost = (trial: FinishedTrial) =>
    Object.values((trial.result as { test: Record<string, number> }).test)[0]!;
  const best = at(0)
    .toSorted((a, b) => cost(a) - cost(b))
    .slice(0, 3);
  const promoted = at(1).map(({ number }) => number);
  expect(promoted).toEqual(expect.arrayContaining(best.map(({ number }) => number)));
  expect(promoted.length).toBeLessThan(9);
});

test("Optuna reads the journal of a sweep", async ({ skip }) => {
  const python = process.env.EBM_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import optuna"]).status !== 0) {
    skip(`no optuna in ${python}: set EBM_PYTHON to a Python that has it`);
  }
  const search = { method: "asha", trials: 9, resource: "steps", min: 2, max: 18 };
  const [out, journal] = [join(directory, "journal"), join(directory, "journal.log")];
  const path = await write("journal.json", searched(search));
  await ebmHere(tasks, "sweep", path, "--out", out, "--export", journal);
  const program = `
import json, sys, optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
storage = JournalStorage(JournalFileBackend(sys.argv[1]))
study = optuna.load_study(study_name="toy points", storage=storage)
print(json.dumps([study.direction.name, study.best_value, study.best_params, [t.state.name for t in study.trials],
    [t.intermediate_values for t in study.trials]]))`;
  const { stdout, stderr } = spawnSync(python, ["-c", program, journal], { encoding: "utf8" });
  const [direction, value, params, states, values] = JSON.parse(stdout || JSON.stringify(stderr));
  const top = (await trialsOf(out)).filter(({ rung }) => rung === 2);
  const costs = top.map(({ result }) => Object.values((result as { test: object }).test)[0]);
  expect(direction).toBe("MINIMIZE");
  expect(value).toBe(Math.min(...costs));
  const best = top[costs.indexOf(value)]!.config as { center: number };
  expect(params).toEqual({ center: best.center });
  expect(states.filter((state: string) => state === "COMPLETE")).toHaveLength(top.length);
  expect(Object.keys(values[top[0]!.number])).toEqual(["2", "6", "18"]);
});

test("TPE proposes points near the best, and continues to the same points", async () => {
  const search = { method: "tpe", trials: 12, startup: 4, seed: 2 };
  const path = await write("tpe.json", searched(search));
  const [out, copy] = [join(directory, "tpe"), join(directory, "tpe-copy")];
  await ebmHere(tasks, "sweep", path, "--out", out);
  const trials = await trialsOf(out);
  expect(trials.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  await ebmHere(tasks, "sweep", path, "--out", copy);
  const lines = (await readFile(join(copy, "trials.jsonl"), "utf8")).split("\n").slice(0, 7);
  await writeFile(join(copy, "trials.jsonl"), lines.join("\n"));
  await ebmHere(tasks, "sweep", path, "--out", copy);
  const plain = (all: readonly FinishedTrial[]) => all.map(({ id, result }) => ({ id, result }));
  expect(plain(await trialsOf(copy))).toEqual(plain(trials));
});

test("the published schema is that of the command", async () => {
  const published = await readFile(new URL("../../schemas/sweep.json", import.meta.url), "utf8");
  const printed = JSON.parse(await ebmHere(tasks, "sweep", "--schema"));
  expect(JSON.parse(published), "run `pnpm ebm sweep --schema > schemas/sweep.json`").toEqual(
    printed,
  );
});

test.each([
  [{ ...file, task: "cats" }, '`task` is "cats", expected one of toy.'],
  [{ ...file, seeds: [] }, "`seeds` is [], expected one seed at least."],
  [{ ...file, trials: 3 }, "`trials` is unknown. `ebm sweep --schema` lists all keys."],
  [{ ...file, search: { method: "sobol" } }, "`search.trials` is missing, expected"],
  [{ ...file, search: { method: "magic" } }, "expected grid, random, sobol, asha or tpe."],
  [{ ...file, objective: { metric: "f1" } }, '`objective.metric` is "f1", expected one of'],
  [{ ...file, settings: { steps: -1 } }, "--steps is -1, expected a whole number from 1."],
  [{ ...file, space: { center: { min: 1, max: 0 } } }, "`center` is from 1 to 0, expected"],
])("refuses %j", async (contents, message) => {
  const path = await write("wrong.json", contents);
  const run = ebmHere(tasks, "sweep", path, "--out", join(directory, "none"));
  await expect(run).rejects.toThrow(message);
});
