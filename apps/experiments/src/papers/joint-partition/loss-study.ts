import type { PublishedTable } from "../../published/published-table.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
import type { Plot } from "../../report/plot.js";
import { seedDots } from "../../report/plots/seed-dots.js";
import type { Cell, ResultTable, Study } from "../../studies/study.js";
import { summarize } from "../../studies/summarize.js";
import { type LossCell, runLossCell } from "./loss-cell.js";
import type { MethodName } from "./methods/create-method.js";
import { labelRankingProtocol, multilabelProtocol } from "./protocols.js";

export interface LossStudyInputs {
  readonly name: string;
  readonly title: string;
  readonly task: LossCell["task"];
  readonly seeds: readonly number[];
  readonly rows: readonly (readonly [row: string, method: MethodName, model: LossCell["model"]])[];
  readonly published: PublishedTable;
}

const PROTOCOL = `Each cell, whatever its method: a fifth of the rows is for testing. The others are cut into five;
on models trained without one of the fifths (one of them in turn; for sets of fewer than 300 rows all five, by their
mean), that fifth chooses the widths of the scores, the L2 and the step to stop at, out of one grid for all. A model
of that setting is then trained on all training rows for so many steps, and looks at the test rows once. The grid is
in the cells.`;

/** A table of methods, or of models, by data set. */
export function lossStudy(inputs: LossStudyInputs): Study<LossCell> {
  const { name, title, task, seeds, rows, published } = inputs;
  const { columns } = published;
  const protocol = task === "multilabel" ? multilabelProtocol : labelRankingProtocol;
  const table = (of: Pick<ResultTable, "title" | "metric">): ResultTable<LossCell> => ({
    rows: rows.map(([row]) => row),
    columns,
    place: ({ method, model, dataset }) => {
      const row = rows.find((it) => it[1] === method && it[2] === model);
      return row && [row[0], dataset];
    },
    ...of,
  });
  const main =
    task === "multilabel"
      ? { title: "F1 × 100, micro", metric: "f1Micro" }
      : { title: "Kendall's τ × 100", metric: "kendallTau" };
  return {
    paper: "joint-partition",
    kind: "table",
    name,
    title,
    about: PROTOCOL,
    seeds,
    cells: (seed) =>
      Object.fromEntries(
        columns.flatMap((dataset) =>
          rows.map(([, method, model]): [string, LossCell] => [
            [dataset, model, fileName(method), `seed${seed}`].join("-"),
            { seed, task, dataset, model, method, protocol: protocol(dataset) },
          ]),
        ),
      ),
    run: runLossCell,
    tables: [
      ...(task === "multilabel"
        ? [
            { ...table(main), published },
            { ...table({ title: "F1 × 100, mean over rows", metric: "f1Samples" }), published },
            table({ title: "F1 × 100, macro", metric: "f1Macro" }),
          ]
        : [{ ...table(main), published }]),
      { ...table({ title: "Exact NLL, nats", metric: "nll" }), better: "lower" },
      {
        ...table({
          title: "RMSE of the learned log Z on unseen x, nats",
          metric: "logPartitionRmse",
        }),
        better: "lower",
      },
    ],
    plots: (cells) => [seedsPlot({ ...table(main), published }, cells)],
  };
}

function seedsPlot(table: ResultTable<LossCell>, cells: readonly Cell[]): Plot {
  const entries = summarize(table as ResultTable, cells);
  return seedDots({
    name: "seeds",
    title: table.title,
    axis: table.title,
    lines: table.columns.flatMap((group) =>
      entries
        .filter(({ column }) => column === group)
        .map(({ row, values, published }) => ({
          group,
          label: row,
          values: values.filter(isFiniteNumber),
          published,
        })),
    ),
  });
}

const fileName = (method: string): string => method.replaceAll(" ", "-").replaceAll("–", "-");
