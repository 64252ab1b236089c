import { key } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { dataDir } from "../../test/data-dir.js";
import { checkFiles, manifest } from "../../test/manifest.js";
import {
  binarize,
  binaryDatasets,
  encodeGraphs,
  graphDatasets,
  imageDatasets,
  loadBinary,
  loadCiteseer,
  loadEgoSmall,
  loadImages,
  loadRegression,
  loadTable,
  regressionDatasets,
  tableDatasets,
  takeRows,
} from "../index.js";

const entryOf = (group: string, name: string) =>
  manifest.find((entry) => entry.group === group && entry.name === name)!;
const meanOf = (values: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};

describe.skipIf(dataDir === undefined)("real data for densities and regressions", () => {
  test.each(Object.entries(regressionDatasets))(
    "%s loads as its facts say",
    async (name, facts) => {
      const entry = entryOf("tabular", name);
      expect(facts).toMatchObject({ rows: entry.rows, features: entry.features, labels: 1 });
      checkFiles(entry, facts.files);
      const { x, y, splits } = await loadRegression(name, { dataDir });
      expect([x.shape, y.shape]).toEqual([
        [facts.rows, facts.features],
        [facts.rows, 1],
      ]);
      expect(splits.length).toBe(entry.measured.splits);
      for (const { train, test } of splits) {
        expect(test.length).toBe(entry.measured.test_size);
        const all = [...train, ...test].sort((a, b) => a - b);
        expect(all.every((row, i) => row === i) && all.length === facts.rows).toBe(true);
      }
      const { column_min: low, column_max: high, target_column: target } = entry.measured;
      expect(Math.min(...y.data)).toBeCloseTo(low![target!]!, 4);
      expect(Math.max(...y.data)).toBeCloseTo(high![target!]!, 4);
      expect(takeRows(x, splits[0]!.test).shape[0]).toBe(entry.measured.test_size);
    },
  );

  test.each(Object.entries(tableDatasets))("%s loads as its facts say", async (name, facts) => {
    const { data, columnNames } = await loadTable(name as keyof typeof tableDatasets, { dataDir });
    expect(data.shape).toEqual([facts.rows, facts.features]);
    expect(columnNames.length).toBe(facts.features);
    const published = manifest
      .flatMap(({ files }) => files)
      .find(({ sha256, uncompressed_sha256: unzipped }) =>
        [sha256, unzipped].includes(facts.files.data.sha256),
      );
    expect(published!.uncompressed_bytes ?? published!.bytes).toBe(facts.files.data.bytes);
  });

  test("a table's columns can be chosen", async () => {
    const { data, columnNames } = await loadTable("red-wine", {
      dataDir,
      columns: ["quality", "pH"],
    });
    expect([columnNames, ...data.data.subarray(0, 2)]).toEqual([
      ["quality", "pH"],
      5,
      Math.fround(3.51),
    ]);
    await expect(loadTable("mcycle", { dataDir, columns: ["x"] })).rejects.toThrow(
      "loadTable: `columns` has `x`, expected some of , times, accel.",
    );
  });

  test("wine of both tables is the same", async () => {
    const table = await loadTable("red-wine", { dataDir });
    const { x } = await loadRegression("wine-quality-red", { dataDir });
    expect(table.data).toEqual(x);
  });

  test.each(Object.entries(binaryDatasets))("%s loads as its facts say", async (name, facts) => {
    const entry = entryOf("binary", name);
    expect(facts).toMatchObject({ rows: entry.rows, features: entry.features, labels: 0 });
    checkFiles(entry, facts.files);
    // the others are larger, and of the same format
    if (!["nltcs", "jester", "mushrooms"].includes(name)) return;
    const split = await loadBinary(name, { dataDir });
    let ones = 0;
    for (const part of ["train", "valid", "test"] as const) {
      expect(split[part].shape).toEqual([entry.measured[part], facts.features]);
      ones += meanOf(split[part].data) * split[part].shape[0];
    }
    expect((ones / facts.rows).toFixed(4)).toBe(entry.measured.density!.toFixed(4));
  });

  test.each(Object.entries(imageDatasets))("%s loads as its facts say", async (name, facts) => {
    const entry = entryOf("images", name);
    const { images, labels, height, width } = await loadImages(name as keyof typeof imageDatasets, {
      dataDir,
    });
    expect(images.shape).toEqual([facts.rows, height * width]);
    expect(facts.features).toBe(height * width);
    expect(Math.max(...images.data.subarray(0, 10 * facts.features))).toBeLessThanOrEqual(1);
    for (const [digit, count] of Object.entries(entry.measured.class_counts!)) {
      expect(labels.filter((label) => label === Number(digit)).length).toBe(count);
    }
    const { fraction_pixels_ge_128: half, fraction_pixels_ge_8: eight } = entry.measured;
    expect(meanOf(binarize(images).data)).toBeCloseTo((half ?? eight)!, 4);
    // drawn, the mean is that of the gray values
    const drawn = meanOf(binarize(images, { key: key(1) }).data);
    const error = 0.5 / Math.sqrt(images.data.length);
    expect(Math.abs(drawn - meanOf(images.data))).toBeLessThan(4 * error);
  });

  test("ego-small loads in the split of GDSS, and is 153 bits a graph", async () => {
    const { train, test } = await loadEgoSmall({ dataDir });
    expect([train.length, test.length]).toEqual([160, 40]);
    const nodes = [...train, ...test].map((graph) => graph.nodes);
    expect([Math.min(...nodes), Math.max(...nodes)]).toEqual([4, 17]);
    const edges = [...train, ...test].reduce((sum, graph) => sum + graph.edges.length / 2, 0);
    expect(edges / 200).toBe(8.695);
    expect(test[0]!.edges.slice(0, 4)).toEqual(Int32Array.of(0, 1, 0, 2));
    expect(encodeGraphs(train, { nodes: 18 }).shape).toEqual([160, 153]);
  });

  test("citeseer loads with all of its nodes and edges", async () => {
    const { nodes, edges } = await loadCiteseer({ dataDir });
    expect([nodes, edges.length / 2, new Set(edges).size]).toEqual([3327, 4552, 3279]);
    checkFiles(
      entryOf("graphs", "citeseer"),
      Object.values(graphDatasets.citeseer.files).map(({ madeFrom, ...file }) => {
        expect(madeFrom).toContain("pickle");
        return file;
      }),
    );
  });
});
