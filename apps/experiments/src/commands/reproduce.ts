import { join, resolve } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../errors.js";
import { cellLines } from "../output/cell-lines.js";
import { shownPath } from "../output/shown-path.js";
import { findStudy, studies } from "../papers/studies.js";
import { openCellFiles } from "../studies/cell-files.js";
import { runCells } from "../studies/run-cells.js";
import type { Study } from "../studies/study.js";
import { writeResults } from "../studies/write-results.js";
import { interruptible } from "./interruptible.js";
import { dataDirOption } from "./run-options.js";
import { fetchOptions } from "./session.js";

interface ReproduceOptions {
  readonly table?: string;
  readonly figure?: string;
  readonly seeds?: string;
  readonly only?: string;
  readonly report?: boolean;
  readonly out: string;
  readonly dataDir?: string;
}

const papers = [...new Set(studies.map(({ paper }) => paper))];

/** `ebm reproduce`. */
export function addReproduce(program: Command): void {
  program
    .command("reproduce")
    .summary("compute a table or a figure of a paper, beside what is published")
    .description(
      `Computes a table or a figure of a paper cell by cell, and writes README.md, results.json and plots/ of what came out, beside what is published. Each cell is kept as it ends, in cells/: after Ctrl-C, the same command goes on.`,
    )
    .argument("<paper>", papers.join(", "))
    .option("--table <name>", namesOf("table"))
    .option("--figure <name>", namesOf("figure"))
    .option("--seeds <seeds>", "as 0-4 or 0,2 (default: those of the study)")
    .option("--only <text>", "compute only cells whose names contain this")
    .option("--report", "compute nothing, but write the results of the cells that are there")
    .option("--out <directory>", "where results are kept, by paper and name", "results")
    .addOption(dataDirOption())
    .action(async (paper: string, { table, figure, out, ...options }: ReproduceOptions) => {
      const study = findStudy(paper, { table, figure });
      const { only = "" } = options;
      const seeds = options.seeds === undefined ? study.seeds : parseSeeds(options.seeds);
      checkOnly(only, study);
      const directory = resolve(join(out, study.paper, study.name));
      const files = await openCellFiles(directory, study);
      if (!options.report) {
        const ended = await interruptible((signal) => {
          const context = { fetch: fetchOptions(options), signal };
          return runCells({ study, files, seeds, only, context, emit: cellLines(process.stderr) });
        });
        if (!ended) {
          process.stderr.write("Stopped. The same command goes on.\n");
          process.exitCode = 130;
        }
      }
      const path = await writeResults(directory, { study, cells: await files.readAll() });
      process.stdout.write(`${shownPath(path)}\n`);
    });
}

function checkOnly(only: string, study: Study): void {
  const names = Object.keys(study.cells(0));
  // a seed may be part of it
  const text = only.replace(/-?seed\d*$/, "");
  if (names.some((name) => name.includes(text))) return;
  throw new UsageError(`--only is ${only}, expected a part of a name such as ${names[0]}.`);
}

function namesOf(kind: "table" | "figure"): string {
  const own = studies.filter((study) => study.kind === kind);
  return papers
    .map((paper) => {
      const names = own.filter((study) => study.paper === paper).map(({ name }) => name);
      return `of ${paper}: ${names.join(", ")}`;
    })
    .join("; ");
}

/** 0-4, or 0,2, or a mix of them. */
function parseSeeds(text: string): number[] {
  const seeds = text.split(",").flatMap((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const length = Number(last) - Number(first) + 1;
    return length > 0 ? Array.from({ length }, (_, i) => Number(first) + i) : [Number.NaN];
  });
  if (seeds.every(Number.isSafeInteger)) return [...new Set(seeds)];
  throw new UsageError(`--seeds is ${text}, expected whole numbers as 0-4 or 0,2.`);
}
