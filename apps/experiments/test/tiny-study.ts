import { publishedTable } from "../src/published/published-table.js";
import type { CellConfig, Metrics, Study } from "../src/studies/study.js";

/** A study of two methods whose cells take no time. */
export function tinyStudy(
  run: (config: CellConfig) => Metrics | Promise<Metrics> = ({ seed, method }) => ({
    score: (method === "good" ? 10 : 5) + seed,
    series: [1, 2, 3],
  }),
): Study {
  return {
    paper: "tiny",
    kind: "table",
    name: "scores",
    title: "Scores of a tiny study",
    about: "Two methods, and no data.",
    seeds: [0, 1],
    cells: (seed) => ({
      [`good-seed${seed}`]: { seed, method: "good" },
      [`bad-seed${seed}`]: { seed, method: "bad" },
    }),
    run: async (config) => run(config),
    tables: [
      {
        title: "Score",
        metric: "score",
        decimals: 1,
        rows: ["good", "bad", "other"],
        columns: ["set"],
        place: ({ method }) => [String(method), "set"],
        published: publishedTable("nowhere", "| | set |\n|---|---|\n| good | 11 |\n| bad | 7 |"),
      },
    ],
    plots: () => [],
  };
}
