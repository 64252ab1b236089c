import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

/** Throws unless x is finite, y is 0, 1 or NaN, and both have the same four or more rows. */
export function checkLabelRows(where: string, x: Matrix, y: Matrix): void {
  const [rows, features] = x.shape;
  if (rows < 4 || features < 1) {
    throw new EbmError(`${where}: \`x\` has shape [${x.shape}], expected four rows or more.`);
  }
  if (y.shape[0] !== rows || y.shape[1] < 1) {
    throw new EbmError(`${where}: \`y\` has shape [${y.shape}], expected [${rows}, labels].`);
  }
  const bad = x.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const place = `row ${Math.floor(bad / features)}, column ${bad % features}`;
    throw new EbmError(`${where}: \`x\` has ${x.data[bad]} in ${place}, expected a finite number.`);
  }
  const wrong = y.data.find((value) => value !== 0 && value !== 1 && !Number.isNaN(value));
  if (wrong !== undefined) {
    throw new EbmError(`${where}: \`y\` has ${wrong}, expected 0, 1 or NaN.`);
  }
}
