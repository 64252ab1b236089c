import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

/** Throws unless x is finite, and x and the places have the same four or more rows that order labels. */
export function checkRankingRows(where: string, x: Matrix, places: Matrix): void {
  const [rows, features] = x.shape;
  if (rows < 4 || features < 1) {
    throw new EbmError(`${where}: \`x\` has shape [${x.shape}], expected four rows or more.`);
  }
  if (places.shape[0] !== rows) {
    throw new EbmError(`${where}: \`ranks\` has ${places.shape[0]} rows, expected ${rows}.`);
  }
  const bad = x.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const place = `row ${Math.floor(bad / features)}, column ${bad % features}`;
    throw new EbmError(`${where}: \`x\` has ${x.data[bad]} in ${place}, expected a finite number.`);
  }
  if (!places.data.some((place) => place > 0)) {
    throw new EbmError(`${where}: \`ranks\` orders no labels, expected a row that does.`);
  }
}
