import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { removeTemporaries } from "@ebm/core/files";
import type { Command } from "commander";
import { UsageError } from "../errors.js";
import { cellLines } from "../output/cell-lines.js";
import { shownPath } from "../output/shown-path.js";
import { findStudies, findStudy, studies } from "../papers/studies.js";
import { withLock } from "../run-files/lock-directory.js";
import { openCellsFile } from "../studies/cells-file.js";
import { checkCells } from "../studies/check-cells.js";
import { runCells } from "../studies/run-cells.js";
import type { CellContext, Study } from "../studies/study.js";
import { writeResults } from "../studies/write-results.js";
import type { Task } from "../tasks/task.js";
import { interruptible } from "./interruptible.js";
import { parseWhole } from "./parse-whole.js";
import { fetchOptions } from "./session.js";
import { dataDirOption } from "./session-options.js";
import { type ExecutorOptions, isInline, withExecutor } from "./with-executor.js";
import { databaseUrlOption } from "./worker.js";

interface ReproduceOptions {
  readonly table?: string;
  readonly figure?: string;
  readonly seeds?: string;
  readonly only?: string;
  readonly report?: boolean;
  readonly check?: boolean;
  readonly cells: number;
  readonly workers: number;
  readonly databaseUrl?: string;
  readonly out: string;
  readonly dataDir?: string;
}

const papers = [...new Set(studies.map(({ paper }) => paper))];

/** Adds `ebm reproduce`. */
export function addReproduce(program: Command, tasks: readonly Task[]): void {
  program
    .command("reproduce")
    .summary("reproduce a table or figure of a paper, or compare the defaults with scikit-learn")
    .description(
      `Computes a table or a figure of a paper cell by cell. Writes README.md, results.json and plots/, with the published numbers next to ours. The tables of \`practice\` compare the default models of \`ebm run\` with baselines in scikit-learn, which the Python in EBM_PYTHON must have. Saves each cell in cells.jsonl as soon as it is computed: after Ctrl-C, the same command continues.`,
    )
    .argument("[paper]", papers.join(", "))
    .option("--table <name>", namesOf("table"))
    .option("--figure <name>", namesOf("figure"))
    .option("--seeds <seeds>", "seeds to compute, as 0-4 or 0,2 (default: those of the study)")
    .option("--only <text>", "compute only cells whose names contain this text")
    .option("--report", "write the results of the saved cells, without computing any")
    .option("--check", "compute saved cells again, and fail if their metrics differ")
    .option(
      "--cells <n>",
      "number of cells of each study to check, fastest first",
      parseWhole("--cells", { least: 1 }),
      1,
    )
    .option(
      "--workers <n>",
      "number of processes on this machine that compute cells",
      parseWhole("--workers"),
      1,
    )
    .addOption(databaseUrlOption())
    .option("--out <directory>", "directory of results, by paper and name", "results")
    .addOption(dataDirOption())
    .action(async (paper: string | undefined, options: ReproduceOptions) => {
      if (options.check) return check(paper, options);
      await reproduce(findStudy(paper, options), { ...options, tasks });
    });
}

async function reproduce(
  study: Study,
  options: ReproduceOptions & Pick<ExecutorOptions, "tasks">,
): Promise<void> {
  const { only = "", report } = options;
  const seeds = options.seeds === undefined ? study.seeds : parseSeeds(options.seeds);
  checkOnly(only, [study]);
  const directory = directoryOf(study, options);
  const file = await openCellsFile(directory, study);
  await withLock(directory, async () => {
    await removeTemporaries(directory);
    if (!report) {
      const ended = await interruptible(async (signal) => {
        const emit = cellLines(process.stderr);
        const context = contextOf(options, signal);
        const inputs = { study, file, seeds, only, context, emit };
        if (isInline(options)) return runCells(inputs);
        return inTemporary((place) =>
          withExecutor(place, options, (executor) => runCells({ ...inputs, executor })),
        );
      }, tellStopped);
      await file.sort();
      if (!ended) tellStopped();
    }
    const path = await writeResults(directory, { study, cells: await file.read() });
    process.stdout.write(`${shownPath(path)}\n`);
  });
}

/** Cells are in cells.jsonl as soon as they are computed, so the database is not kept. */
async function inTemporary<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "ebm-reproduce-"));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function check(paper: string | undefined, options: ReproduceOptions): Promise<void> {
  const { only = "", cells: count } = options;
  const found = findStudies(paper, options);
  checkOnly(only, found);
  await interruptible(async (signal) => {
    for (const study of found) {
      const file = await openCellsFile(directoryOf(study, options), study);
      const saved = (await file.read()).filter(({ name }) => name.includes(only));
      const context = contextOf(options, signal);
      for await (const { name, seconds, differences } of checkCells({
        study,
        saved,
        count,
        context,
      })) {
        const verdict = differences.length === 0 ? "agrees" : "differs";
        const line = `${study.paper} ${study.name} ${name}`;
        process.stdout.write(`${line}: ${verdict} (${seconds.toFixed(1)} s)\n`);
        for (const difference of differences) {
          process.stdout.write(`${line}: ${difference}\n`);
          process.exitCode = 1;
        }
      }
    }
    return !signal.aborted;
  });
}

function tellStopped(): void {
  process.stderr.write("Stopped. The same command continues.\n");
}

const directoryOf = ({ paper, name }: Study, { out }: ReproduceOptions): string =>
  resolve(join(out, paper, name));

const contextOf = (options: ReproduceOptions, signal: AbortSignal): CellContext => ({
  fetch: fetchOptions(options),
  signal,
});

function checkOnly(only: string, among: readonly Study[]): void {
  const names = among.flatMap((study) => study.cells(0)).map(({ name }) => name);
  // the text may contain a seed
  const text = only.replace(/-?seed\d*$/, "");
  if (names.some((name) => name.includes(text))) return;
  throw new UsageError(`--only is ${only}, expected a part of a name such as ${names[0]}.`);
}

function namesOf(kind: "table" | "figure"): string {
  const found = studies.filter((study) => study.kind === kind);
  return papers
    .map((paper) => {
      const names = found.filter((study) => study.paper === paper).map(({ name }) => name);
      return `of ${paper}: ${names.join(", ")}`;
    })
    .join("; ");
}

/** Parses seeds such as 0-4, or 0,2, or both. */
function parseSeeds(text: string): number[] {
  const seeds = text.split(",").flatMap((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const length = Number(last) - Number(first) + 1;
    return length > 0 ? Array.from({ length }, (_, i) => Number(first) + i) : [Number.NaN];
  });
  if (seeds.every(Number.isSafeInteger)) return [...new Set(seeds)];
  throw new UsageError(`--seeds is ${text}, expected whole numbers as 0-4 or 0,2.`);
}
