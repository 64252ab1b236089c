import { publishedTable } from "../src/published/published-table.js";
import { gridStudy } from "../src/studies/grid.js";
import type { CellConfig, Metrics, Study } from "../src/studies/study.js";

/** A study of two methods whose cells take no time. */
export function tinyStudy(
  run: (config: CellConfig) => Metrics | Promise<Metrics> = ({ seed, method }) => ({
    score: (method === "good" ? 10 : 5) + seed,
    series: [1, 2, 3],
  }),
): Study {
  return gridStudy({
    paper: "tiny",
    kind: "table",
    name: "scores",
    title: "Scores of a tiny study",
    seeds: 2,
    rows: ["good", "bad"],
    columns: ["set"],
    config: (method, _, seed): CellConfig => ({ seed, method }),
    run: async (config) => run(config),
    tables: [
      {
        title: "Score",
        metric: "score",
        decimals: 1,
        published: publishedTable("nowhere", "| | set |\n|---|---|\n| good | 11 |\n| bad | 7 |"),
      },
    ],
  });
}
