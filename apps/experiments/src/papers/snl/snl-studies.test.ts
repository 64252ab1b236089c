import { expect, test } from "vitest";
import { summarize } from "../../studies/summarize.js";
import { snlStudies } from "./snl-studies.js";

test("cells have names of their own, which are good for files", () => {
  for (const study of snlStudies) {
    const names = study.seeds.flatMap((seed) => Object.keys(study.cells(seed)));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\w.-]+$/);
  }
});

test("every cell of a table has a place of its own, and every place a cell", () => {
  for (const study of snlStudies) {
    const [table] = study.tables;
    const cells = Object.values(study.cells(0));
    const { rows, columns } = table!;
    const cellsOf = (row: string, column: string): number =>
      cells.filter((cell) => {
        const [ownRow, ownColumn = column] = table!.place(cell) ?? [];
        return ownRow === row && ownColumn === column;
      }).length;
    for (const row of rows) {
      for (const column of columns) expect(cellsOf(row, column), `${row}, ${column}`).toBe(1);
    }
    expect(summarize(table!, [])).toEqual([]);
  }
});
