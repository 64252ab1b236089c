import { readFileSync } from "node:fs";
import { dataDir } from "./data-dir.js";

/** What was measured of the files in the data directory by another program. */
export interface ManifestEntry {
  readonly name: string;
  readonly group: string;
  readonly rows: number;
  readonly features: number;
  readonly labels: number;
  readonly measured: {
    readonly cardinality?: number;
    readonly distinct_rankings?: number;
    readonly rows_without_labels?: number;
  };
  readonly files: readonly {
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly uncompressed_bytes?: number;
    readonly uncompressed_sha256?: string;
    readonly source: { readonly repo: string; readonly path: string; readonly commit: string };
  }[];
}

export const manifest: readonly ManifestEntry[] =
  dataDir === undefined ? [] : JSON.parse(readFileSync(`${dataDir}/MANIFEST.json`, "utf8"));
