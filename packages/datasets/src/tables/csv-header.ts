import { booleanOf, datetimeOf, numberOf } from "@ebm/core/cells";
import { fileError } from "./table-error.js";

/** Decides whether the first line of a CSV names the columns, with a note that says why. */
export interface HeaderDecision {
  readonly isHeader: boolean;
  readonly note: string;
}

/**
 * Decides whether the first line is names or values. Text above numbers (or dates, or true and
 * false) is a name; a number above numbers is a value, except for 0, 1, 2, …, which pandas
 * writes for columns without names.
 *
 * @throws {EbmError} If some columns say one thing, and some the other.
 */
export function decideHeader(
  place: { readonly where: string; readonly file: string },
  [first, ...rest]: readonly (readonly string[])[],
  missing: ReadonlySet<string>,
): HeaderDecision {
  const counts = first!.every((cell, i) => (i === 0 && cell === "") || isCount(cell, i, first!));
  if (counts && first!.length > 2) {
    if (
      rest.some((row) => row.some((cell) => numberOf(cell) !== undefined && !/^\d+$/.test(cell)))
    ) {
      return names("because its numbers count the columns, as pandas writes them");
    }
    throw fileError(
      place,
      'line 1 has 0, 1, 2, …, expected `header: "yes"` if they are names, or "no" if they are values.',
    );
  }
  const votes = first!.map((cell, i) =>
    vote(
      cell,
      rest.map((row) => row[i] ?? ""),
      missing,
    ),
  );
  const yes = votes.indexOf("name");
  const no = votes.indexOf("value");
  if (yes >= 0 && no >= 0) {
    throw fileError(
      place,
      `line 1 may be names or values: column ${yes + 1} has \`${first![yes]}\`, and column ${no + 1} has \`${first![no]}\`, expected \`header: "yes"\` or "no", or \`missing: ["${first![yes]}"]\`.`,
    );
  }
  if (yes >= 0) return names(`because \`${first![yes]}\` stands above values of another kind`);
  if (no >= 0) return values(`because \`${first![no]}\` is a value like those below it`);
  if (first!.some((cell) => numberOf(cell) !== undefined || missing.has(cell))) {
    return values("because it has a number or a missing value");
  }
  return names("because it has no number");

  function names(reason: string): HeaderDecision {
    return { isHeader: true, note: `Line 1 was read as the names of the columns, ${reason}.` };
  }
  function values(reason: string): HeaderDecision {
    const called = "the columns are called `column 1`, `column 2`, …";
    return { isHeader: false, note: `Line 1 was read as values, ${reason}: ${called}` };
  }
}

function isCount(cell: string, position: number, row: readonly string[]): boolean {
  return cell === `${row[0] === "" ? position - 1 : position}`;
}

function vote(
  cell: string,
  below: readonly string[],
  missing: ReadonlySet<string>,
): "name" | "value" | undefined {
  const values = below.filter((value) => !missing.has(value));
  if (missing.has(cell) || values.length === 0) return undefined;
  for (const parse of [numberOf, datetimeOf, booleanOf]) {
    if (!values.every((value) => parse(value) !== undefined)) continue;
    return parse(cell) === undefined ? "name" : "value";
  }
  return undefined;
}
