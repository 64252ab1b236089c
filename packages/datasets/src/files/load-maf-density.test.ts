import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { serve } from "../../test/serve.js";
import { parseNpy } from "../formats/parse-npy.js";
import { prepareMafDensity } from "./load-maf-density.js";
import { powerRows } from "./maf-rows.js";

function tar(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, bytes]) => {
    const head = Buffer.alloc(512);
    head.write(name);
    head.write(bytes.length.toString(8).padStart(11, "0"), 124);
    head.write("ustar", 257);
    return [head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function npy(rows: readonly (readonly number[])[]): Buffer {
  const shape = `(${rows.length}, ${rows[0]!.length})`;
  const head = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }\n`;
  const size = Buffer.alloc(2);
  size.writeUInt16LE(head.length);
  const numbers = Buffer.from(Float64Array.from(rows.flat()).buffer);
  return Buffer.concat([
    Buffer.from("\x93NUMPY\x01\0", "latin1"),
    size,
    Buffer.from(head),
    numbers,
  ]);
}

const count = (length: number): number[] => Array.from({ length }, (_, i) => i);
const csv = (header: string, rows: readonly (readonly number[])[]): Buffer =>
  Buffer.from([header, ...rows.map((row) => row.join(","))].join("\n"));
// long enough to come in pieces
const rows = count(20_000);
const archiveBytes = gzipSync(
  tar({
    "data/power/data.npy": npy(count(20).map((i) => count(8).map((j) => 8 * i + j))),
    // signals in every other row, least values that are there once, always, and seven times
    "data/hepmass/1000_test.csv": csv(
      "label,a,b,c,d",
      count(8).map((i) => [i % 2, i, 1, i, 9]),
    ),
    "data/hepmass/1000_train.csv": csv(
      "label,a,b,c",
      rows.map((i) => [i % 2, i, 1, Math.max(i, 13)]),
    ),
    "data/miniboone/data.npy": npy(count(25).map((i) => [i, i % 2])),
  }),
);
const archive = {
  path: "densities/maf/data.tar.gz",
  address: "https://example.org/data.tar.gz",
  md5: createHash("md5").update(archiveBytes).digest("hex"),
};

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "ebm-datasets-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** Serves the archive, and loads it. */
async function load(
  name: Parameters<typeof prepareMafDensity>[0],
  facts: Parameters<typeof prepareMafDensity>[1]["facts"],
  { md5 = archive.md5, cacheDir }: { md5?: string; cacheDir?: string } = {},
) {
  const fetch = await serve((_, response) => response.end(archiveBytes));
  const options = { dataDir: "", cacheDir: cacheDir ?? (await directory()), fetch };
  return prepareMafDensity(name, { archive: { ...archive, md5 }, facts, options });
}

describe("loadMafDensity", () => {
  test("has the last tenth of the rows for testing, and the last of the others for validation", async () => {
    const { train, valid, test } = await load("miniboone", { columns: 2, rows: [21, 2, 2] });
    const first = [train, valid, test].flatMap(({ data }) => [
      ...data.filter((_, i) => i % 2 === 0),
    ]);
    const [mean, deviation] = [11, Math.sqrt((23 ** 2 - 1) / 12)]; // of 0 … 22
    expect(first).toHaveLength(25);
    for (const [i, value] of first.entries()) expect(value).toBeCloseTo((i - mean) / deviation, 5);
  });

  test("keeps the signals, without columns that repeat their least value", async () => {
    const { train, valid, test } = await load("hepmass", { columns: 1, rows: [9000, 1000, 4] });
    const [mean, deviation] = [10_000, Math.sqrt((1e4 ** 2 - 1) / 3)]; // of 1, 3, …, 19,999
    expect(train.data[0]).toBeCloseTo((1 - mean) / deviation, 5);
    expect(valid.data[999]).toBeCloseTo((19_999 - mean) / deviation, 5);
    const tests = [1, 3, 5, 7].map((i) => expect.closeTo((i - mean) / deviation, 5));
    expect([...test.data]).toEqual(tests);
  });

  test("orders rows of power, and adds noise, as NumPy does", async () => {
    const table = parseNpy(npy(count(20).map((i) => count(8).map((j) => 8 * i + j))));
    const { data, shape } = powerRows(table);
    expect(shape).toEqual([20, 6]);
    // RandomState(42): shuffle, rand(20, 1), rand(20, 1), rand(20, 3)
    const [first, last] = [data, Array.from(data).slice(19 * 6)] as const;
    expect(Array.from(first).slice(0, 6)).toEqual([
      0.0009422017556848527, 2.00000778765841, 4.926658865793794, 5.727271995856421,
      6.3265407688058355, 7,
    ]);
    expect(last).toEqual([
      48.000395150236, 50.0001326496116, 52.694784933039706, 53.88046783901526, 54.624354048133796,
      55,
    ]);
    const { train } = await load("power", { columns: 6, rows: [17, 1, 2] });
    expect(train.shape).toEqual([17, 6]);
  });

  test("keeps the archive, and asks the net no more", async () => {
    const cacheDir = await directory();
    const facts = { columns: 2, rows: [21, 2, 2] } as const;
    const once = await load("miniboone", facts, { cacheDir });
    expect(await readdir(join(cacheDir, "densities/maf"))).toEqual(["data.tar.gz"]);
    const fetch: typeof globalThis.fetch = () => expect.fail("no network was wanted");
    const options = { dataDir: cacheDir, fetch };
    expect(await prepareMafDensity("miniboone", { archive, facts, options })).toEqual(once);
  });

  test("refuses another archive, and other numbers of rows", async () => {
    const facts = { columns: 2, rows: [21, 2, 2] } as const;
    const cacheDir = await directory();
    await expect(load("miniboone", facts, { md5: "0", cacheDir })).rejects.toThrow(
      `loadMafDensity: https://example.org/data.tar.gz was not had: has md5 ${archive.md5}, expected 0.`,
    );
    expect(await readdir(join(cacheDir, "densities/maf"))).toEqual([]);
    await expect(load("miniboone", { ...facts, columns: 3 })).rejects.toThrow(
      "loadMafDensity: `miniboone` has 21 × 2, 2 × 2, 2 × 2 entries, expected 21 × 3, 2 × 3, 2 × 3.",
    );
  });
});
