import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { dataDir } from "./data-dir.js";

/** Facts about the files in the data directory that another program measured. */
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
    readonly density?: number;
    readonly train?: number;
    readonly valid?: number;
    readonly test?: number;
    readonly splits?: number;
    readonly test_size?: number;
    readonly target_column?: number;
    readonly column_min?: readonly number[];
    readonly column_max?: readonly number[];
    readonly class_counts?: Readonly<Record<string, number>>;
    readonly fraction_pixels_ge_8?: number;
    readonly fraction_pixels_ge_128?: number;
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

/** The addresses and digests are those of the manifest. */
export function checkFiles(entry: ManifestEntry, files: object): void {
  const expected = entry.files.map((file) => ({
    path: `${entry.group}/${entry.name}/${file.file.replace(/\.gz$/, "")}`,
    address: `https://raw.githubusercontent.com/${file.source.repo}/${file.source.commit}/${file.source.path}`,
    bytes: file.uncompressed_bytes ?? file.bytes,
    sha256: file.uncompressed_sha256 ?? file.sha256,
  }));
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
  expect(Object.values(files).sort(byPath)).toEqual(expected.sort(byPath));
}
