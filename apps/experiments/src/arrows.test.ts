import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { importsOf } from "../../../tooling/workspace.js";

const src = import.meta.dirname;

/** The files of `src` itself that all rooms may import. */
const ground = ["errors.ts", "shell-word.ts", "versions.ts"];

/** Which rooms a room may import, besides itself and the ground; types count too. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  // data of a report → plots → page; knows nothing of runs
  report: [],
  published: [],
  training: [],
  // the files of a run: config, log, checkpoint, report.json, result
  "run-files": ["report"],
  // ONNX files and the runtimes that verify them
  export: ["report", "run-files"],
  // rows by the names of their columns → inputs of a model → values by name
  rows: [],
  // what fitted models are asked
  answers: ["rows"],
  serve: ["rows", "answers"],
  predict: ["rows", "serve"],
  // shards of a Parquet file
  score: ["predict", "rows"],
  // what depends on the kind of problem
  tasks: ["training", "export", "report", "run-files", "published"],
  // the server of the page, and the programs that it starts
  dashboard: ["tasks", "serve", "report", "run-files"],
  // load → train → evaluate → export → report
  run: ["tasks", "training", "export", "report", "run-files"],
  // cells, tables and pages of any paper
  studies: ["report", "published", "run-files"],
  papers: ["studies", "tasks", "training", "report", "published"],
  // the default models beside scikit-learn
  practice: ["studies", "tasks", "report", "run-files"],
  // trials of runs: the file of a sweep, its plan and its results
  sweep: ["run", "tasks", "run-files", "papers", "studies", "score"],
  // what a terminal shows
  output: ["report", "run-files", "studies", "sweep"],
  commands: [
    "run",
    "answers",
    "sweep",
    "tasks",
    "export",
    "predict",
    "score",
    "rows",
    "serve",
    "dashboard",
    "output",
    "report",
    "run-files",
  ],
};

/** Files that may import more than their room. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  "commands/reproduce.ts": ["papers", "studies"],
  "index.ts": ["serve"],
  "papers/studies.ts": ["practice"],
  "program.ts": ["commands", "tasks"],
};

const files = globSync("**/*.ts", { cwd: src }).filter((file) => !file.endsWith(".test.ts"));

test("every room has its arrows", () => {
  const rooms = new Set(files.filter((file) => file.includes("/")).map(roomOf));
  expect([...rooms].sort()).toEqual(Object.keys(arrows).sort());
});

test("files import only the rooms that their arrows allow", () => {
  const refused = files.flatMap((file) => {
    const allowed = [roomOf(file), ...(arrows[roomOf(file)] ?? []), ...(exceptions[file] ?? [])];
    return importsOf(readFileSync(join(src, file), "utf8"))
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => relative(src, join(src, dirname(file), specifier)))
      .map((path) => path.replace(/\.js$/, ".ts"))
      .filter((path) => !allowed.includes(roomOf(path)) && !ground.includes(path))
      .map((path) => `${file} imports ${path}`);
  });
  expect(refused).toEqual([]);
});

test("there are no circles of rooms", () => {
  const open = new Set(Object.keys(arrows));
  for (let left = -1; left !== open.size; ) {
    left = open.size;
    for (const room of open) if (!arrows[room]!.some((other) => open.has(other))) open.delete(room);
  }
  expect([...open]).toEqual([]);
});

/** The folder in `src` that a file is in; nothing for a file of `src` itself. */
function roomOf(file: string): string {
  return file.includes("/") ? file.split("/")[0]! : "";
}
