import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { parseNpy } from "../formats/parse-npy.js";
import { readTar } from "../formats/read-tar.js";
import { columnStatistics, standardize } from "../standardize.js";
import { findDataset } from "./data-file.js";
import type { FetchOptions } from "./fetch-dataset.js";
import type { BinarySplit } from "./load-binary.js";
import { type Archive, fetchArchive, mafArchive } from "./maf-archive.js";
import { lastTenth, type MafRows, powerRows, withoutRepeats } from "./maf-rows.js";
import { signalReader } from "./signal-reader.js";

interface MafFacts {
  readonly columns: number;
  /** Rows for training, for validation and for testing. */
  readonly rows: readonly [train: number, valid: number, test: number];
}

const FACTS: Readonly<Record<"power" | "hepmass" | "miniboone", MafFacts>> = {
  power: { columns: 6, rows: [1659917, 184435, 204928] },
  hepmass: { columns: 21, rows: [315123, 35013, 174987] },
  miniboone: { columns: 43, rows: [29556, 3284, 3648] },
};

/**
 * Loads power, hepmass or miniboone, on which density estimators have been compared since
 * Papamakarios et al., prepared as there: noise on what was rounded, of the signal only, without
 * the columns that repeat their least value, and standardized by the rows for training and validation.
 *
 * All come in one archive of 857 MB, which is looked for as densities/maf/data.tar.gz in `dataDir`,
 * then in the cache, and is downloaded else.
 *
 * Reference: Papamakarios, Pavlakou, Murray. Masked Autoregressive Flow for Density Estimation.
 * NeurIPS 2017. https://arxiv.org/abs/1705.07057
 *
 * @throws {EbmError} If the archive cannot be had, or is not as published.
 */
export async function loadMafDensity(
  name: keyof typeof FACTS,
  options: FetchOptions = {},
): Promise<BinarySplit> {
  const facts = findDataset("loadMafDensity", name, FACTS);
  return prepareMafDensity(name, { archive: mafArchive, facts, options });
}

/** The same of any such archive. */
export async function prepareMafDensity(
  name: keyof typeof FACTS,
  inputs: { readonly archive: Archive; readonly facts: MafFacts; readonly options: FetchOptions },
): Promise<BinarySplit> {
  const where = "loadMafDensity";
  const path = await fetchArchive(where, inputs.archive, inputs.options);
  const { seen, test } = await rowsOf[name](path);
  const { before: train, last: valid } = lastTenth(seen);
  const shapes = [train, valid, test].map(({ shape }) => shape.join(" × ")).join(", ");
  const { columns, rows } = inputs.facts;
  const expected = rows.map((rows) => `${rows} × ${columns}`).join(", ");
  if (shapes !== expected) {
    throw new EbmError(`${where}: \`${name}\` has ${shapes} entries, expected ${expected}.`);
  }
  const statistics = columnStatistics(seen);
  const scaled = (rows: MatrixLike) => standardize(rows, statistics);
  return { train: scaled(train), valid: scaled(valid), test: scaled(test) };
}

const rowsOf: Readonly<Record<keyof typeof FACTS, (archive: string) => Promise<MafRows>>> = {
  async power(archive) {
    return testLast(powerRows(await readNpy(archive, "data/power/data.npy")));
  },
  async hepmass(archive) {
    const [train, test] = ["data/hepmass/1000_train.csv", "data/hepmass/1000_test.csv"] as const;
    const readers = { [train]: signalReader(), [test]: signalReader({ dropsLast: true }) };
    const take = (name: string, bytes: Uint8Array): void =>
      readers[name as keyof typeof readers].read(bytes);
    await readFiles(archive, take, Object.keys(readers));
    return withoutRepeats({ seen: readers[train].rows(), test: readers[test].rows() });
  },
  async miniboone(archive) {
    return testLast(await readNpy(archive, "data/miniboone/data.npy"));
  },
};

function testLast(rows: MatrixLike): MafRows {
  const { before, last } = lastTenth(rows);
  return { seen: before, test: last };
}

async function readNpy(archive: string, file: string): Promise<MatrixLike> {
  const chunks: Uint8Array[] = [];
  await readFiles(archive, (_, bytes) => chunks.push(bytes), [file]);
  return parseNpy(Buffer.concat(chunks), { file });
}

/** Hands over the bytes of some files, as they come. */
async function readFiles(
  archive: string,
  take: (name: string, bytes: Uint8Array) => void,
  wanted: readonly string[],
): Promise<void> {
  const missing = new Set(wanted);
  const unzipped = createReadStream(archive).pipe(createGunzip());
  for await (const { name, bytes } of readTar(unzipped)) {
    if (!wanted.includes(name)) continue;
    missing.delete(name);
    take(name, bytes);
  }
  for (const name of missing) {
    throw new EbmError(`loadMafDensity: \`${archive}\` has no file \`${name}\`.`);
  }
}
