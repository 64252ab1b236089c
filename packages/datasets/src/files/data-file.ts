import { EbmError } from "@ebm/core/errors";

/** A published file: where it is, and what it is. */
export interface DataFile {
  /** Its place in a data directory; it may lie there zipped, with `.gz` after its name. */
  readonly path: string;
  /** The public address. A file that ends in `.gz` is unzipped after the download. */
  readonly address: string;
  /** The content of the address, if the file has to be made from it by other means. */
  readonly madeFrom?: string;
  /** Unzipped. */
  readonly bytes: number;
  readonly sha256: string;
}

/** The facts about a published data set. */
export interface DatasetFacts<Files> {
  readonly rows: number;
  /** As the file counts them: a nominal feature is one. */
  readonly features: number;
  /** Number of targets to predict. 0 if there are none. */
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
