import { describe, expect, test } from "vitest";
import { dataDir } from "../../test/data-dir.js";
import { checkFiles, type ManifestEntry, manifest } from "../../test/manifest.js";
import {
  labelRankingDatasets,
  loadLabelRanking,
  loadLabelRankingFile,
  loadMultilabel,
  loadMultilabelFiles,
  type MultilabelData,
  multilabelDatasets,
  parseLibsvm,
} from "../index.js";
import { readText } from "./read-data.js";

const inGroup = (group: string) => manifest.filter((entry) => entry.group === group);
const pathOf = ({ group, name, files }: ManifestEntry, part: string): string | undefined => {
  const found = files.find(({ file }) => file.includes(part));
  return found && `${dataDir}/${group}/${name}/${found.file}`;
};

describe.skipIf(dataDir === undefined)("real data", () => {
  const arffs = inGroup("multilabel").filter((entry) => pathOf(entry, ".arff"));

  test("are all in the manifest", () => {
    expect([arffs.length, inGroup("label_ranking").length]).toEqual([12, 16]);
  });

  test.each(arffs)(
    "$name has the rows, features, labels and cardinality measured",
    async (entry) => {
      const test = pathOf(entry, "-test");
      const train = pathOf(entry, test ? "-train" : ".arff")!;
      const labels = pathOf(entry, ".xml")!;
      const split = await loadMultilabelFiles({ train, test, labels }, { nominal: "index" });
      const parts = Object.values(split) as MultilabelData[];
      const sum = (count: (part: MultilabelData) => number) =>
        parts.reduce((total, part) => total + count(part), 0);
      expect(sum(({ x }) => x.shape[0])).toBe(entry.rows);
      expect(sum(({ y }) => y.shape[0])).toBe(entry.rows);
      const cardinality = sum(({ y }) => total(y.data)) / entry.rows;
      expect(cardinality.toFixed(4)).toBe(entry.measured.cardinality!.toFixed(4));
      const unlabeled = ({ y: { data, shape } }: MultilabelData): number => {
        const rows = Array.from({ length: shape[0] }, (_, row) => row * shape[1]);
        return rows.filter((start) => !data.subarray(start, start + shape[1]).includes(1)).length;
      };
      expect(sum(unlabeled)).toBe(entry.measured.rows_without_labels);
      for (const { x, y } of parts) {
        expect([x.shape[1], y.shape[1]]).toEqual([entry.features, entry.labels]);
        expect(x.data.includes(Number.NaN)).toBe(false);
      }
    },
  );

  const rankingOptions = {
    categorical: ["prefecture", "region", ""].flatMap((part) =>
      ["lived_in", "lives_in"].map((name) => (part === "" ? name : `${name}_${part}`)),
    ),
  };

  test.each(inGroup("label_ranking"))(
    "$name has the rows, features, labels and rankings measured",
    async (entry) => {
      const options = entry.name === "sushi" ? rankingOptions : {};
      const { x, ranks, featureNames, labelNames } = await loadLabelRankingFile(
        pathOf(entry, ".txt")!,
        options,
      );
      expect([x.shape[0], ranks.shape[0]]).toEqual([entry.rows, entry.rows]);
      // the columns of one categorical feature count once
      expect(new Set(featureNames.map((name) => name.split("=")[0])).size).toBe(entry.features);
      expect(labelNames).toEqual([..."abcdefghijk"].slice(0, entry.labels));
      const distinct = new Set<string>();
      for (let row = 0; row < entry.rows; row++) {
        distinct.add(ranks.data.subarray(row * entry.labels, (row + 1) * entry.labels).join());
      }
      expect(distinct.size).toBe(entry.measured.distinct_rankings);
    },
  );

  test("yeast is the same in ARFF and in LIBSVM's format", async () => {
    const { train, test } = await loadMultilabel("yeast", { dataDir });
    for (const [part, data] of Object.entries({ train, test: test! })) {
      const file = `${dataDir}/multilabel/yeast-libsvm/yeast_${part}.svm.gz`;
      const { x, y } = parseLibsvm(await readText("test", file), { features: 103, labels: 14 });
      expect([x.shape, y.shape]).toEqual([data.x.shape, data.y.shape]);
      // −0 in one may be 0 in the other
      expect(x.data.every((value, i) => value === data.x.data[i])).toBe(true);
      expect(y.data.every((value, i) => value === data.y.data[i])).toBe(true);
    }
  });

  test.each(Object.entries(multilabelDatasets))(
    "%s loads as its facts say",
    async (name, facts) => {
      // the manifest says which part of a set it has: mediamill-reduced, tmc2007-500
      const entry = manifest.find((entry) => entry.name.replace(/-(reduced|500)$/, "") === name)!;
      expect(facts).toMatchObject({
        rows: entry.rows,
        features: entry.features,
        labels: entry.labels,
      });
      checkFiles(entry, facts.files);
      const { train, test } = await loadMultilabel(name, { dataDir });
      expect(train.x.shape[0] + (test?.x.shape[0] ?? 0)).toBe(facts.rows);
      expect(train.labelNames.length).toBe(facts.labels);
    },
  );

  test.each(Object.entries(labelRankingDatasets))(
    "%s loads as its facts say",
    async (name, facts) => {
      const entry = manifest.find(
        (entry) => entry.name === name && entry.group === "label_ranking",
      )!;
      checkFiles(entry, facts.files);
      const { x, labelNames } = await loadLabelRanking(name, { dataDir });
      expect([...x.shape, labelNames.length]).toEqual([facts.rows, facts.features, facts.labels]);
    },
  );

  test("birds has a column for each of its places, and keeps its split", async () => {
    const { train, test } = await loadMultilabel("birds", { dataDir });
    expect([train.x.shape, test?.x.shape]).toEqual([
      [322, 258 + 1 + 12],
      [323, 258 + 1 + 12],
    ]);
    expect(train.labelNames[10]).toBe("Swainson's Thrush");
  });

  test("the identifier of genbase can be dropped", async () => {
    const genbase = manifest.find((entry) => entry.name === "genbase")!;
    const files = { train: pathOf(genbase, "-train")!, labels: pathOf(genbase, ".xml")! };
    const { train } = await loadMultilabelFiles(files, { drop: ["protein"] });
    expect(train.x.shape).toEqual([463, 1185]);
    expect(train.featureNames[0]).toBe("PS00010=NO");
  });
});

function total(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
