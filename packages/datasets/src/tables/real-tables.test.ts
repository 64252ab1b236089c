import { existsSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { dataDir } from "../../test/data-dir.js";
import { manifest } from "../../test/manifest.js";
import { readTable } from "../index.js";

const multilabel = manifest.filter(
  ({ group, files, rows, features, labels }) =>
    group === "multilabel" &&
    files.some(({ file }) => /\.arff/.test(file)) &&
    // the larger ones take too long
    rows * (features + labels) < 1e6,
);

test.each(multilabel)("readTable reads all rows of $name", async (entry) => {
  let rows = 0;
  let columns = 0;
  for (const { file } of entry.files) {
    if (!/\.arff(\.gz)?$/.test(file)) continue;
    const table = await readTable(`${dataDir}/${entry.group}/${entry.name}/${file}`);
    rows += table.rows;
    columns = table.columns.length;
  }
  expect([rows, columns]).toEqual([entry.rows, entry.features + entry.labels]);
});

const cases = fileURLToPath(new URL("../../../../../shared/cases/turn2", import.meta.url));

test.runIf(existsSync(cases))(
  "readTable reads the files that were found to fail, or says why not",
  async () => {
    const messages: string[] = [];
    for (const file of globSync("*/*.{arff,csv,svm,json}", { cwd: cases }).sort()) {
      await readTable(`${cases}/${file}`, { file }).catch(({ message }) => messages.push(message));
    }
    expect(messages).toMatchInlineSnapshot(`
      [
        "readTable: line 2, column 26 of arff-that-weka-reads/percent.arff has the end of the line, expected \`,\` or \`}\`: an unquoted % begins a comment, so quote the value.",
        "readTable: line 6, column 6 of arff-that-weka-reads/sparse-unsorted.arff has \`0\`, expected a number above 1: they rise within a row.",
        "readTable: index-column/twice-the-same-name.csv: line 1 names \`u\` twice, in columns 1 and 2, expected names that differ.",
        "readTable: libsvm-predict/blank-after-comma.svm: line 1 has \`0, 2\`, expected no blank after the comma.",
        "readTable: libsvm-predict/float-labels.svm: line 1 has \`1.0,2.0\`, expected labels that are whole numbers, as \`2,5\`.",
        "readTable: test-file-without-rows/test.arff: it has no rows, expected at least one.",
      ]
    `);
  },
);
