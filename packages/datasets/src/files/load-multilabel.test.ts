import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadLabelRankingFile, loadMultilabelFiles } from "../index.js";

const arff = `@relation r
@attribute a {x, y, z}
@attribute b {0, 1}
@data
x,1
z,0
`;
let directory: string;
const path = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-datasets-"));
  const files: Record<string, string | Uint8Array> = {
    "train.arff": arff,
    "test.arff.gz": gzipSync(arff.replace("x,1\n", "")),
    "other.arff": arff.replace("{x, y, z}", "{x, z, y}"),
    "fewer.arff": arff.replace("{x, y, z}", "{x, z}"),
    "longer.arff": arff
      .replace("@data", "@attribute c real\n@data")
      .replace(/,([01])\n/g, ",$1,5\n"),
    "labels.xml": '<labels><label name="b"/></labels>',
    "latin.arff": Buffer.from(arff.replace("x,1", "% caf\xe9\nx,1"), "latin1"),
    "broken.arff.gz": gzipSync(arff).subarray(0, 30),
    "ranking.csv": "A1,ranking\n1,b>a\n",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path(name), content);
});
afterAll(() => rm(directory, { recursive: true }));

const load = (train: string, test?: string) =>
  loadMultilabelFiles({
    train: path(train),
    test: test && path(test),
    labels: path("labels.xml"),
  });

describe("loadMultilabelFiles", () => {
  test("reads training and test rows, zipped or not", async () => {
    const { train, test } = await load("train.arff", "test.arff.gz");
    expect(train.featureNames).toEqual(["a=x", "a=y", "a=z"]);
    expect(train.x).toEqual({ data: Float32Array.of(1, 0, 0, 0, 0, 1), shape: [2, 3] });
    expect(test?.x).toEqual({ data: Float32Array.of(0, 0, 1), shape: [1, 3] });
    expect([train.y.data, test?.y.data]).toEqual([Float32Array.of(1, 0), Float32Array.of(0)]);
  });

  test("has no test rows where there is no file of them", async () => {
    expect(Object.keys(await load("train.arff"))).toEqual(["train"]);
  });

  test.each([
    [
      "train.arff",
      "other.arff",
      /^loadMultilabelFiles: `test` has `a=z` at featureNames\[1\], expected `a=y` as in `train`.$/,
    ],
    ["train.arff", "fewer.arff", /`test` has `a=z` at featureNames\[0\], expected `a=x`/],
    ["train.arff", "longer.arff", /`test` has `c` at featureNames\[3\], expected `undefined`/],
    ["longer.arff", "train.arff", /`test` has `undefined` at featureNames\[3\], expected `c`/],
    ["none.arff", undefined, /^loadMultilabelFiles: there is no file `.*none.arff`\.$/],
    ["labels.xml", undefined, /^parseMultilabel: line 1, column 1 of .*labels.xml has `<labels>/],
    ["latin.arff", undefined, /latin.arff` has bytes that are not UTF-8, expected text\.$/],
    ["broken.arff.gz", undefined, /broken.arff.gz` cannot be read: unexpected end of file\.$/],
    ["", undefined, /cannot be read: EISDIR/],
  ])("refuses %s and %s", async (train, test, message) => {
    await expect(load(train, test)).rejects.toThrow(message);
  });
});

test("loadLabelRankingFile reads a file, and names it in its errors", async () => {
  const { ranks } = await loadLabelRankingFile(path("ranking.csv"));
  expect(ranks).toEqual({ data: Float32Array.of(1, 0), shape: [1, 2] });
  await expect(loadLabelRankingFile(path("train.arff"))).rejects.toThrow(
    /^parseLabelRanking: line 1, column 1 of .*train.arff has/,
  );
});
