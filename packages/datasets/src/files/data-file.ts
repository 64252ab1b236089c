import { EbmError } from "@ebm/core/errors";

/** A published file: where it is, and what it is. */
export interface DataFile {
  /** Its place in a data directory; it may lie there zipped, with `.gz` after its name. */
  readonly path: string;
  /** Where it was published; what ends in `.gz` is unzipped on arrival. */
  readonly address: string;
  /** What the address holds instead, where the file has to be made of it by other means. */
  readonly madeFrom?: string;
  /** Unzipped. */
  readonly bytes: number;
  readonly sha256: string;
}

/** What is known of a published data set. */
export interface DatasetFacts<Files> {
  readonly rows: number;
  /** As the file counts them: a nominal feature is one. */
  readonly features: number;
  /** What is to be predicted; 0 where nothing is. */
  readonly labels: number;
  readonly reference: string;
  readonly files: Files;
}

/** A name in a table of data sets. Any string type-checks: loaders check the name. */
export type DatasetName<Table> = keyof Table | (string & {});

/** Returns the facts of a data set in a table of them. */
export function findDataset<Facts>(
  where: string,
  name: string,
  table: Readonly<Record<string, Facts>>,
): Facts {
  if (Object.hasOwn(table, name)) return table[name]!;
  const names = Object.keys(table).join(", ");
  throw new EbmError(`${where}: \`name\` is \`${name}\`, expected one of ${names}.`);
}
