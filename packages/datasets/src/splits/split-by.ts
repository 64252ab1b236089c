import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";

/** The constraint of a split. At most one of them may be given. */
export interface SplitBy {
  /**
   * Labels, 0 or 1, of which each part shall have its share: rare ones are dealt out first. Shape
   * [rows, labels]. Default: none.
   */
  readonly labels?: MatrixLike | undefined;
  /** The group of each row. Rows of one group stay together. Default: none. */
  readonly groups?: ArrayLike<unknown> | undefined;
  /** The time of each row. Training rows come before test rows. Default: none. */
  readonly times?: ArrayLike<number> | undefined;
}

/** Checks that the rows are those that are split, by one thing only. */
export function checkSplitBy(where: string, rows: number, by: SplitBy): void {
  const given = Object.entries({
    labels: by.labels?.shape[0],
    groups: by.groups?.length,
    times: by.times?.length,
  }).filter(([, length]) => length !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => `\`${name}\``).join(" and ");
    throw new EbmError(`${where}: ${names} are given, expected at most one of them.`);
  }
  for (const [name, length] of given) {
    if (length === rows) continue;
    throw new EbmError(`${where}: \`${name}\` has ${length} rows, expected ${rows}.`);
  }
}
