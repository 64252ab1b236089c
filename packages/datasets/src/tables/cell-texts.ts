import type { Cell } from "./records.js";

/** Returns whether digits have more information than a number, so that they should stay text. */
export function isCode(text: string): boolean {
  if (!/^[-+]?\d+$/.test(text)) return false;
  const digits = text.replace(/^[-+]/, "");
  if (digits.length > 1 && digits.startsWith("0")) return true;
  return digits.length > 15 && digits.length < 22 && `${Number(digits)}` !== digits;
}

/** The text of a cell, as a category or a text holds it. */
export function textOfCell(cell: Exclude<Cell, undefined>): string {
  return cell instanceof Date ? cell.toISOString() : `${cell}`;
}
