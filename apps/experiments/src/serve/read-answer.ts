import { EbmError } from "@ebm/core/errors";
import type { AnswerOptions } from "../answers/answers.js";

/** Rows by the names of their columns. */
type Rows = readonly Readonly<Record<string, unknown>>[];

/** A question about rows. */
export interface AnswerRequest {
  readonly answer: string;
  /** Undefined to sample whole rows. */
  readonly rows: Rows | undefined;
  readonly options: AnswerOptions & { readonly calibration?: Rows | undefined };
}

export interface ReadAnswerOptions {
  readonly answer: string;
  /** The options that the answer has. */
  readonly options: readonly string[];
  /** Whether the body may have no rows. */
  readonly wholeRows: boolean;
}

/**
 * Reads a question: `{"rows": [{"age": 41, "region": null}], "count": 3}`.
 *
 * @throws {EbmError} At the first invalid entry.
 */
export function readAnswer(
  body: unknown,
  { answer, options, wholeRows }: ReadAnswerOptions,
): AnswerRequest {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new EbmError('the body is not an object, expected {"rows": [{…}, …]}.');
  }
  const { rows, ...given } = body as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(given)) {
    if (!options.includes(name)) {
      throw new EbmError(
        `the body has \`${name.slice(0, 40)}\`, expected ${["rows", ...options].join(", ")}.`,
      );
    }
    if (name === "calibration") checkRows(name, value);
    else checkOption(name, value);
  }
  if (rows !== undefined || !wholeRows) checkRows("rows", rows);
  return { answer, rows: rows as Rows | undefined, options: given };
}

function checkRows(name: string, rows: unknown): void {
  const isRow = (row: unknown): boolean =>
    typeof row === "object" && row !== null && !Array.isArray(row);
  if (Array.isArray(rows) && rows.length > 0 && rows.every(isRow)) return;
  throw new EbmError(`\`${name}\` is not a list of objects, expected [{…}, …], one for each row.`);
}

/** The rules for the values of options, and the schemas that describe them. */
const RULES: Readonly<
  Record<keyof AnswerOptions, { readonly expected: string; fits(value: unknown): boolean }>
> = {
  count: { expected: "an integer from 1 to 100000", fits: isCount },
  samples: { expected: "an integer from 1 to 100000", fits: isCount },
  seed: { expected: "an integer", fits: Number.isSafeInteger },
  coverage: { expected: "a number above 0 and below 1", fits: isShare },
  levels: {
    expected: "a list of numbers above 0 and below 1",
    fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isShare),
  },
};

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 100_000;
}

function isShare(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value < 1;
}

function checkOption(name: string, value: unknown): void {
  const { expected, fits } = RULES[name as keyof AnswerOptions];
  if (fits(value)) return;
  const text = JSON.stringify(value)?.slice(0, 40);
  throw new EbmError(`\`${name}\` is ${text}, expected ${expected}.`);
}
