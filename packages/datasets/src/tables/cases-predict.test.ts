import { describe, expect, test } from "vitest";
import { bytesOf } from "../../test/bytes-of.js";
import {
  applyPreprocessor,
  featureNames,
  fitPreprocessor,
  labelSets,
  readTable,
  selectColumns,
  type Table,
} from "../index.js";

const read = (text: string, file = "f.csv"): Promise<Table> => readTable(bytesOf(text), { file });
const arff = (attributes: readonly string[], rows: string): Promise<Table> =>
  read(
    `@relation r\n${attributes.map((it) => `@attribute ${it}`).join("\n")}\n@data\n${rows}`,
    "f.arff",
  );

const TRAIN = ["a numeric", "b numeric", "s {F,M}", "f {1,0}", "L1 {0,1}"];
const ROWS = "1.2882,1.4494,F,0,1\n1.1419,-0.9623,F,1,0\n-2.1095,0.1613,M,0,1\n";
const fitted = async () => {
  const { features } = selectColumns(await arff(TRAIN, ROWS), { targets: ["L1"] });
  const preprocessor = fitPreprocessor(features);
  return { preprocessor, expected: applyPreprocessor(preprocessor, features) };
};

describe("what was trained on one file is predicted from another", () => {
  test("predict-csv-names: columns are found by name, in any order", async () => {
    const { preprocessor, expected } = await fitted();
    const swapped = await read(
      "f,b,s,a\n0,1.4494,F,1.2882\n1,-0.9623,F,1.1419\n0,0.1613,M,-2.1095",
    );
    expect(applyPreprocessor(preprocessor, swapped)).toEqual(expected);
  });

  test("predict-arff-labels-first: labels are not taken for features", async () => {
    const { preprocessor, expected } = await fitted();
    const [label, ...others] = TRAIN.toReversed();
    const rows = "1,0,F,1.4494,1.2882\n0,1,F,-0.9623,1.1419\n1,0,M,0.1613,-2.1095\n";
    const { data, notes } = applyPreprocessor(preprocessor, await arff([label!, ...others], rows));
    expect(data).toEqual(expected.data);
    expect(notes).toEqual(["Columns that are not used: `L1`."]);
  });

  test("predict-arff-nominal: values of {1,0} and of three values are the same in ARFF and CSV", async () => {
    const three = [...TRAIN.slice(0, 3), "f {low,mid,high}"];
    const rows = "1,2,F,low\n3,4,F,high\n5,6,M,mid\n7,8,M,low\n";
    const table = await arff(three, rows);
    const preprocessor = fitPreprocessor(table);
    expect(featureNames(preprocessor)).toEqual(["a", "b", "s=M", "f=high", "f=low", "f=mid"]);
    const csv = await read(`a,b,s,f\n${rows}`);
    expect(applyPreprocessor(preprocessor, csv)).toEqual(applyPreprocessor(preprocessor, table));
    expect(fitPreprocessor(csv)).toEqual(preprocessor);
    // of {1,0}, 1 is 1
    const { preprocessor: binary, expected } = await fitted();
    const f = featureNames(binary).indexOf("f=1");
    expect([0, 1, 2].map((row) => expected.data[row * 4 + f])).toEqual([0, 1, 0]);
  });

  test("libsvm-predict: labels are passed over, and features that no row lists are 0", async () => {
    const train = selectColumns(await read("0,2 1:1.5 4:0.3\n1200 2:1 3:2\n1 1:1\n", "f.svm"));
    const preprocessor = fitPreprocessor(train.features);
    const columns = preprocessor.columns.map(({ name }) => name);
    const other = await readTable(bytesOf("7 1:1.5\n"), { file: "new.svm", columns });
    const full = await read("1:1.5 2:0 3:0 4:0\n", "new.svm");
    expect(applyPreprocessor(preprocessor, other).data).toEqual(
      applyPreprocessor(preprocessor, full).data,
    );
  });
});

test("y-outside-the-structure: labels of -1 and 1 are refused by row", async () => {
  const { targets } = selectColumns(await read("x,L1,L2\n1.5,1,1\n2.5,1,-1\n"), {
    targets: ["L1", "L2"],
  });
  expect(() => labelSets(targets)).toThrow(
    "labelSets: f.csv: row 2, label `L2` has `-1`, expected 0 or 1.",
  );
});

test("command-without-options: a missing value is read, and a text is refused by name", async () => {
  const missing = await arff(["a numeric", "b numeric"], "-0.323,0.698\n?,-1.885\n0.5,1\n");
  const { data, shape } = applyPreprocessor(fitPreprocessor(missing), missing);
  expect([shape, data.includes(Number.NaN)]).toEqual([[3, 3], false]);
  const texts = await arff(["id string", "a numeric"], "'row 0',-0.624\n'row 1',1\n");
  expect(() => selectColumns(texts)).toThrow(
    "selectColumns: f.arff: `id` is text, expected a number or a category. Name it in `drop`.",
  );
  const { features } = selectColumns(texts, { drop: ["id"] });
  expect(features.columns.map(({ name }) => name)).toEqual(["a"]);
});

test("test-file-without-rows: a file of labels only has no features", async () => {
  const table = await arff(["L1 {0,1}", "L2 {0,1}"], "1,1\n0,0\n");
  expect(() => selectColumns(table, { targets: ["L1", "L2"] })).toThrow(
    "selectColumns: f.arff has no features, expected at least one.",
  );
});

test("test-file-without-rows: labels that no row has are told", async () => {
  const table = await arff(["a numeric", "L1 {0,1}", "L2 {0,1}"], "1,0,0\n2,0,0\n");
  const { targets } = selectColumns(table, { targets: ["L1", "L2"] });
  expect(labelSets(targets).notes).toEqual(["No row has these labels: `L1`, `L2`."]);
});

test("timestamp-column: time stamps and the same times from 0 are the same features", async () => {
  const column = async (offset: number): Promise<Float32Array> => {
    const rows = Array.from({ length: 720 }, (_, i) => `${offset + 5 * i},${i % 7}`).join("\n");
    const table = await arff(["time numeric", "b numeric"], rows);
    return applyPreprocessor(fitPreprocessor(table), table).data;
  };
  expect(await column(1_700_000_000)).toEqual(await column(0));
});
