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
  const labels = places.shape[1];
  if (labels > MOST_LABELS || rows * labels ** 2 > MOST_PAIRS) {
    throw new EbmError(
      `${where}: \`ranks\` has ${rows} rows of ${labels} labels, expected at most ${MOST_LABELS} labels and ${MOST_PAIRS} pairs of labels in all rows.`,
    );
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

// The loss compares all labels with all, in training and in exported files.
const MOST_LABELS = 500;
const MOST_PAIRS = 2 ** 26;
