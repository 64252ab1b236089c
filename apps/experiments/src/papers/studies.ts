import { UsageError } from "../errors.js";
import type { Study } from "../studies/study.js";
import { jointPartitionStudies } from "./joint-partition/joint-partition-studies.js";
import { rmwggisStudies } from "./rmwggis/rmwggis-studies.js";
import { snlStudies } from "./snl/snl-studies.js";

/** All that can be reproduced. */
export const studies: readonly Study[] = [
  ...jointPartitionStudies,
  ...rmwggisStudies,
  ...snlStudies,
];

/** @throws {UsageError} If there is none, with a list of what there is. */
export function findStudy(
  paper: string,
  wanted: { readonly table?: string | undefined; readonly figure?: string | undefined },
  among: readonly Study[] = studies,
): Study {
  const papers = [...new Set(among.map((study) => study.paper))];
  const own = among.filter((study) => study.paper === paper);
  if (own.length === 0) {
    throw new UsageError(`paper ${paper} is unknown, expected one of ${papers.join(", ")}.`);
  }
  const options = own.map(({ kind, name }) => `--${kind} ${name}`).join(", ");
  const { table, figure } = wanted;
  if ((table === undefined) === (figure === undefined)) {
    throw new UsageError(`expected one of ${options}.`);
  }
  const kind = table === undefined ? "figure" : "table";
  const name = table ?? figure;
  const study = own.find((it) => it.kind === kind && it.name === name);
  if (study) return study;
  throw new UsageError(`--${kind} is ${name}, expected one of ${options}.`);
}
