import { EbmError } from "@ebm/core/errors";
import { arffRecords } from "./arff-records.js";
import { csvRecords } from "./csv-records.js";
import { jsonRecords } from "./json-records.js";
import { libsvmRecords } from "./libsvm-records.js";
import { parquetRecords } from "./parquet-records.js";
import type { Records } from "./records.js";
import type { TableLimits } from "./table-memory.js";
import type { ByteSource } from "./table-source.js";

/** A format in which tables are read. */
export type TableFormat = "csv" | "tsv" | "parquet" | "arff" | "libsvm" | "jsonl" | "json";

export interface OpenOptions extends TableLimits {
  readonly format: TableFormat | undefined;
  readonly delimiter: string | undefined;
  readonly decimal: "." | ",";
  readonly header: "auto" | "yes" | "no";
  readonly index: "auto" | "keep";
  readonly missing: ReadonlySet<string> | undefined;
  /** Columns that the caller knows of. */
  readonly names: readonly string[];
  /** The groups of rows of a Parquet file to read. Default: all. */
  readonly groups?: readonly [from: number, to: number] | undefined;
}

/** Opens a file in the given format, or in the format of its extension or its first bytes. */
export async function openRecords(
  where: string,
  source: ByteSource,
  options: OpenOptions,
): Promise<Records> {
  const extension = /\.([a-z]+)(\.gz)?$/i.exec(source.name)?.[1]?.toLowerCase() ?? "";
  const format = options.format ?? EXTENSIONS.get(extension) ?? (await sniffed(source));
  switch (format) {
    case "csv":
      return csvRecords(where, source, options);
    case "tsv":
      return csvRecords(where, source, { ...options, delimiter: options.delimiter ?? "\t" });
    case "arff":
      return arffRecords(where, source);
    case "libsvm":
      return libsvmRecords(where, source, options);
    case "json":
    case "jsonl":
      return jsonRecords(where, source);
    case "parquet":
      return parquetRecords(where, source, options);
    default:
      throw new EbmError(
        `${where}: \`format\` is \`${format}\`, expected ${[...new Set(EXTENSIONS.values())].join(", ")}.`,
      );
  }
}

const EXTENSIONS: ReadonlyMap<string, TableFormat> = new Map([
  ["csv", "csv"],
  ["tsv", "tsv"],
  ["tab", "tsv"],
  ["parquet", "parquet"],
  ["pq", "parquet"],
  ["arff", "arff"],
  ["libsvm", "libsvm"],
  ["svm", "libsvm"],
  ["svmlight", "libsvm"],
  ["jsonl", "jsonl"],
  ["ndjson", "jsonl"],
  ["json", "json"],
]);

async function sniffed(source: ByteSource): Promise<TableFormat> {
  for await (const bytes of source.chunks()) {
    const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096)).replace(/^ï»¿/, "");
    if (head.startsWith("PAR1")) return "parquet";
    if (/^\s*[[{]/.test(head)) return "json";
    if (/^\s*(%|@relation)/i.test(head)) return "arff";
    if (/^\S*[ \t]+\d+:\S+([ \t]+\d+:\S+)*\s*$/m.test(head.split("\n")[0]!)) return "libsvm";
    break;
  }
  return "csv";
}
