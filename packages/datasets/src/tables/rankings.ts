import { EbmError } from "@ebm/core/errors";
import { quoted } from "@ebm/core/naming";
import { type Matrix, packRows } from "../matrix.js";
import type { Table } from "./table.js";
import { textsOf } from "./texts-of.js";

/** The order in which each row prefers the labels. */
export interface Rankings {
  /**
   * The place of each label in a row's order, the most preferred at 0. Labels that tie share a
   * place, and one that a partial ranking leaves out is NaN. Shape [rows, labels].
   */
  readonly ranks: Matrix;
  readonly labelNames: readonly string[];
  /** The decisions, one plain sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads rankings such as `b>a>c`, with ties `a>b=c` and partial rankings `a>b`, from a column of a
 * table. Letters side by side, as in `a>bc`, tie if each of them also stands alone in the file.
 *
 * @throws {EbmError} If a row has no ranking or names a label twice, or there are fewer than two
 * labels.
 */
export function rankings(targets: Table): Rankings {
  const [column, ...others] = targets.columns;
  if (column === undefined || others.length > 0) {
    throw new EbmError(
      `rankings: ${targets.file} has ${targets.columns.length} target columns, expected one, with rankings.`,
    );
  }
  const fail = (row: number, found: string, expected: string): EbmError =>
    new EbmError(
      `rankings: ${targets.file}: row ${row + 1}, column ${quoted(column.name)} has ${found}, expected ${expected}.`,
    );
  const written = textsOf(column).map((text, row) => {
    if (text !== undefined) return text.split(">").map((group) => group.split(/[=~]/).map(trim));
    throw fail(row, "no value", "a ranking");
  });
  const joined = sideBySide(written.flat(2));
  const orders = written.map((order) =>
    order.map((group) => group.flatMap((name) => (joined.has(name) ? [...name] : [name]))),
  );
  const labelNames = [...new Set(orders.flat(2))].sort();
  for (const [row, order] of orders.entries()) {
    const names = order.flat();
    if (names.includes(""))
      throw fail(row, quoted(textsOf(column)[row]!), "a label on each side of >");
    const seen = new Set<string>();
    const twice = names.find((name) => seen.size === seen.add(name).size);
    if (twice !== undefined) throw fail(row, `${quoted(twice)} twice`, "each label once");
  }
  if (labelNames.length < 2) {
    const only = labelNames.map(quoted).join("");
    throw new EbmError(
      `rankings: ${targets.file}: ${quoted(column.name)} ranks one label, ${only}, expected two labels or more.`,
    );
  }
  const rows = orders.map((order) => {
    const places = new Map(order.flatMap((group, place) => group.map((name) => [name, place])));
    return Float32Array.from(labelNames, (name) => places.get(name) ?? Number.NaN);
  });
  return {
    ranks: packRows(rows, labelNames.length),
    labelNames,
    notes: notesOf(orders, labelNames.length, [...joined]),
  };
}

/** The texts of several letters that are meant as ties. */
function sideBySide(names: readonly string[]): Set<string> {
  const all = new Set(names);
  const longer = [...all].filter((name) => [...name].length > 1);
  const areTies = longer.every((name) => {
    const letters = [...name];
    return new Set(letters).size === letters.length && letters.every((letter) => all.has(letter));
  });
  return new Set(areTies ? longer : []);
}

function notesOf(
  orders: readonly (readonly (readonly string[])[])[],
  labels: number,
  joined: readonly string[],
): string[] {
  const notes: string[] = [];
  if (joined.length > 0) {
    notes.push(`Letters side by side, as ${quoted(joined[0]!)}, were read as ties.`);
  }
  const ties = orders.filter((order) => order.some((group) => group.length > 1)).length;
  if (ties > 0) notes.push(`Rankings with ties: ${ties} of ${orders.length}.`);
  const isPartial = orders.map((order) => order.flat().length < labels);
  const partial = isPartial.filter(Boolean).length;
  if (partial > 0) {
    notes.push(
      `Rankings that leave out some of the ${labels} labels: ${partial} of ${orders.length}, the first in row ${isPartial.indexOf(true) + 1}.`,
    );
  }
  return notes;
}

function trim(text: string): string {
  return text.trim();
}
