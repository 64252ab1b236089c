import { checkCount } from "@ebm/core/check";
import { packRows } from "../matrix.js";
import { lines } from "./lines.js";
import { malformed, type Source, splitWord, type Word } from "./malformed.js";
import { numberAt } from "./number-at.js";
import type { MultilabelData } from "./parse-multilabel.js";

export interface LibsvmOptions {
  /** Number of features. */
  readonly features: number;
  /** Number of labels. */
  readonly labels: number;
  /** The name of the file, for errors. Default: none. */
  readonly file?: string | undefined;
}

/**
 * Reads LIBSVM's multi-label format, an example a line: `2,5 1:0.4 3:-1`. Labels count from 0,
 * features from 1, in rising order; features that are not listed are 0. A line that starts with
 * a feature has no labels; blank lines and what follows `#` are passed over.
 *
 * Reference: https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multilabel.html
 *
 * @throws {EbmError} If the text is malformed. It names the line and column.
 */
export function parseLibsvm(
  text: string,
  { features, labels, file }: LibsvmOptions,
): MultilabelData {
  checkCount("parseLibsvm", { features, labels });
  const source = { where: "parseLibsvm", text, file };
  const xs: Float32Array[] = [];
  const ys: Float32Array[] = [];
  for (const line of lines(text)) {
    const [content] = splitWord(line, "#");
    const words = splitWord(content!, /\s/).filter((word) => word.text !== "");
    if (words.length === 0) continue;
    const x = new Float32Array(features);
    const y = new Float32Array(labels);
    if (!words[0]!.text.includes(":")) {
      for (const word of splitWord(words.shift()!, ",")) {
        const label = integerAt(source, word, { what: "a label", from: 0, to: labels - 1 });
        if (y[label] === 1) throw malformed(source, word, "a label not given before");
        y[label] = 1;
      }
    }
    let from = 1;
    for (const word of words) {
      const [index, value, ...rest] = splitWord(word, ":");
      if (value === undefined || rest.length > 0) throw malformed(source, word, "feature:value");
      const feature = integerAt(source, index!, { what: "a feature", from, to: features });
      x[feature - 1] = numberAt(source, value, `feature ${feature}`);
      from = feature + 1;
    }
    xs.push(x);
    ys.push(y);
  }
  return {
    x: packRows(xs, features),
    y: packRows(ys, labels),
    featureNames: Array.from({ length: features }, (_, i) => `${i + 1}`),
    labelNames: Array.from({ length: labels }, (_, i) => `${i}`),
  };
}

function integerAt(
  source: Source,
  word: Word,
  { what, from, to }: { readonly what: string; readonly from: number; readonly to: number },
): number {
  const value = /^\d+$/.test(word.text) ? Number(word.text) : Number.NaN;
  if (value >= from && value <= to) return value;
  const range = from <= to ? `from ${from} to ${to}` : `no more: ${to} was the last`;
  throw malformed(source, word, `${what}, ${range}`);
}
