import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { Study } from "../studies/study.js";
import { studies } from "./studies.js";

const named = studies.map((study): [string, Study] => [`${study.paper} ${study.name}`, study]);

describe.each(named)("%s", (_, study) => {
  const cells = study.seeds.flatMap((seed) => study.cells(seed));

  test("has a name for each cell that files can have", () => {
    const names = cells.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\w.-]+$/);
  });

  test("has configs that JSON keeps and that differ", () => {
    const configs = study.cells(1).map(({ config }) => config);
    expect(JSON.parse(JSON.stringify(configs))).toEqual(configs);
    for (const [i, config] of configs.entries()) {
      expect(config.seed).toBe(1);
      expect(configs.findIndex((other) => isDeepStrictEqual(other, config))).toBe(i);
    }
  });

  test("has a cell for each row and column of its tables that is published", () => {
    for (const { rows, columns, published } of study.tables) {
      for (const { heading, row } of rows) {
        expect(study.rows).toContain(row);
        expect(cells.some((cell) => cell.row === row)).toBe(true);
        for (const { heading: column, column: name } of columns) {
          expect(study.columns).toContain(name);
          if ((published?.at(heading, column) ?? null) === null) continue;
          expect(cells.some((cell) => cell.row === row && cell.column === name)).toBe(true);
        }
      }
    }
  });

  test("can plot without cells", () => {
    expect(() => study.plots([])).not.toThrow();
  });
});
