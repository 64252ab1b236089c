import type { PublishedTable } from "../../published/published-table.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
import type { Plot } from "../../report/plot.js";
import { seedDots } from "../../report/plots/seed-dots.js";
import { type GridTable, gridStudy } from "../../studies/grid.js";
import type { Cell, ResultTable, Study } from "../../studies/study.js";
import { summarize } from "../../studies/summarize.js";
import { type LossCell, runLossCell } from "./loss-cell.js";
import type { Protocol } from "./protocol.js";
import { labelRankingProtocol, multilabelProtocol } from "./protocols.js";

export interface LossStudyInputs {
  readonly name: string;
  readonly title: string;
  readonly task: LossCell["task"];
  readonly seeds: number;
  readonly rows: Readonly<Record<string, Pick<LossCell, "method" | "model">>>;
  readonly published: PublishedTable;
}

/** Creates a table of methods, or of models, by data set. */
export function lossStudy({ task, published, ...inputs }: LossStudyInputs): Study<LossCell> {
  const { protocol, scores } = byTask[task];
  const study = gridStudy({
    ...inputs,
    paper: "joint-partition",
    kind: "table",
    columns: published.columns,
    config: (row, dataset: string, seed): LossCell => ({
      seed,
      task,
      dataset,
      ...row,
      protocol: protocol(dataset),
    }),
    run: runLossCell,
    tables: [
      ...scores(published),
      { title: "Exact NLL, nats", metric: "nll", better: "lower" },
      {
        title: "RMSE of the learned log Z on test data, nats",
        metric: "logPartitionRmse",
        better: "lower",
      },
    ],
  });
  return { ...study, plots: (cells) => [seedsPlot(study.tables[0]!, cells)] };
}

interface OfTask {
  readonly protocol: (dataset: string) => Protocol;
  scores(published: PublishedTable): readonly GridTable[];
}

const byTask: Readonly<Record<LossCell["task"], OfTask>> = {
  multilabel: {
    protocol: multilabelProtocol,
    scores: (published) => [
      { title: "F1 × 100, micro", metric: "f1Micro", published },
      { title: "F1 × 100, mean over rows", metric: "f1Samples", published },
      { title: "F1 × 100, macro", metric: "f1Macro" },
    ],
  },
  "label-ranking": {
    protocol: labelRankingProtocol,
    scores: (published) => [{ title: "Kendall's τ × 100", metric: "kendallTau", published }],
  },
};

function seedsPlot(table: ResultTable, cells: readonly Cell[]): Plot {
  const entries = summarize(table, cells);
  return seedDots({
    name: "seeds",
    title: table.title,
    axis: table.title,
    lines: table.columns.flatMap(({ heading }) =>
      entries
        .filter(({ column }) => column === heading)
        .map(({ row, values, published }) => ({
          group: heading,
          label: row,
          values: values.filter(isFiniteNumber),
          published,
        })),
    ),
  });
}
