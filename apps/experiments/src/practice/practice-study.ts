import { gridStudy } from "../studies/grid.js";
import type { CellContext, Metrics, Study } from "../studies/study.js";
import { type PracticeCell, practiceCell } from "./practice-cell.js";
import { practiceFindings } from "./practice-findings.js";
import type { PracticeTable } from "./practice-table.js";

export interface PracticeStudyInputs extends PracticeTable {
  /** The name of the task. */
  readonly name: string;
  readonly title: string;
  run(cell: PracticeCell, context: CellContext): Promise<Metrics>;
}

/** Creates a study of the default model of a task and the baselines of scikit-learn. */
export function practiceStudy(inputs: PracticeStudyInputs): Study<PracticeCell> {
  const { name, title, run, sets, baselines, score } = inputs;
  const methods = (metric: string): Readonly<Record<string, string>> =>
    Object.fromEntries([
      ["default model", metric],
      ...baselines.map((baseline) => [baseline, `${baseline} ${metric}`]),
    ]);
  const nll = { ...methods("nll"), frequencies: "frequencyNll", uniform: "uniformNll" };
  const seconds = methods("seconds");
  return gridStudy({
    paper: "practice",
    kind: "table",
    name,
    title,
    seeds: 5,
    rows: Object.keys(sets),
    config: (dataset, _, seed) =>
      seed > 0 && sets[dataset]!.isLarge ? undefined : practiceCell(dataset, seed),
    run,
    findings: (cells) => practiceFindings(inputs, cells),
    tables: [
      { title: "NLL of test rows, nats", metric: nll, decimals: 3, better: "lower" },
      ...(score ? [{ title: `${score.name} of test rows`, metric: methods("score") }] : []),
      { title: "User CPU seconds of the fit", metric: seconds, decimals: 1, better: "lower" },
    ],
    // times differ between runs
    tolerance: { nll: 1e-3, score: 0.1, ...Object.fromEntries(baselines.flatMap(tolerancesOf)) },
  });
}

const tolerancesOf = (baseline: string): (readonly [metric: string, most: number])[] => [
  [`${baseline} nll`, 1e-3],
  [`${baseline} score`, 0.1],
];
