import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writeDurably } from "@ebm/core/files";
import { makeDirectory } from "../run-files/make-directory.js";
import type { Cell, PlannedCell, Study } from "./study.js";

/** The computed cells of a study: cells.jsonl, one line for each. */
export interface CellsFile {
  /** Reads the cells that have the config planned for their name, of any revision. */
  read(): Promise<Cell[]>;
  /** Adds a cell, which replaces one of the same name. */
  append(cell: Cell): Promise<void>;
  /** Sorts the file by name. Lines of other studies stay. */
  sort(): Promise<void>;
}

/** @param directory The results of the study. */
export async function openCellsFile(directory: string, study: Study): Promise<CellsFile> {
  await makeDirectory(directory);
  const path = join(directory, "cells.jsonl");

  return {
    async read() {
      const plans = new Map<number, Map<string, PlannedCell>>();
      return (await readCells(path)).filter(({ name, config }) => {
        const { seed } = config;
        if (!plans.has(seed)) {
          plans.set(seed, new Map(study.cells(seed).map((cell) => [cell.name, cell])));
        }
        return isDeepStrictEqual(plans.get(seed)!.get(name)?.config, config);
      });
    },
    // the newline before it ends a line that was cut off
    append: (cell) => appendFile(path, `\n${JSON.stringify(cell)}\n`),
    async sort() {
      const lines = (await readCells(path)).map((cell) => `${JSON.stringify(cell)}\n`);
      if (lines.length > 0) await writeDurably(path, lines.join(""));
    },
  };
}

/** The last cell of each name. Lines that are not whole are left out. */
async function readCells(path: string): Promise<Cell[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const cells = text.split("\n").flatMap(parseCell);
  const byName = new Map(cells.map((cell) => [cell.name, cell]));
  return [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function parseCell(line: string): Cell[] {
  try {
    const cell: Cell = JSON.parse(line);
    return cell.name && cell.config && cell.metrics ? [cell] : [];
  } catch {
    return [];
  }
}
