import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { makeDirectory } from "../run-files/make-directory.js";
import { writeJson } from "../run-files/run-directory.js";
import type { Cell, CellConfig, Study } from "./study.js";

/** The cells of a study that were computed, one JSON file each. */
export interface CellFiles {
  /** A cell as it was computed under this config; undefined if it was not. */
  read(name: string, config: CellConfig): Promise<Cell | undefined>;
  /** All cells that are of the study as it is now, by name; files of others are let be. */
  readAll(): Promise<Cell[]>;
  /** Writes a cell, whole or not at all. */
  write(cell: Cell): Promise<void>;
}

/** @param directory Of the results of the study: its cells are in `cells/`. */
export async function openCellFiles(directory: string, study: Study): Promise<CellFiles> {
  const folder = join(directory, "cells");
  await makeDirectory(folder);
  const pathOf = (name: string): string => join(folder, `${name}.json`);

  return {
    async read(name, config) {
      const cell = await readCell(pathOf(name));
      return cell && isDeepStrictEqual(cell.config, config) ? cell : undefined;
    },
    async readAll() {
      const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
      const cells = await Promise.all(names.map((name) => readCell(join(folder, name))));
      const plans = new Map<number, Readonly<Record<string, CellConfig>>>();
      return cells.filter((cell): cell is Cell => {
        if (!cell) return false;
        const { seed } = cell.config;
        if (!plans.has(seed)) plans.set(seed, study.cells(seed));
        return isDeepStrictEqual(plans.get(seed)![cell.name], cell.config);
      });
    },
    write: (cell) => writeJson(pathOf(cell.name), cell),
  };
}

/** A cell; undefined if there is none, or the file is not whole, so that it is computed anew. */
async function readCell(path: string): Promise<Cell | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  try {
    const cell: Cell = JSON.parse(text);
    return cell.config && cell.metrics ? cell : undefined;
  } catch {
    return undefined;
  }
}
