import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import { featuresFile, records } from "../../test/preprocessors.js";
import { readSchema, rowsToInputs } from "../index.js";

const python = process.env.EBM_PYTHON ?? "python3";
const examples = new URL("../../../../examples/python", import.meta.url).pathname;

const file = featuresFile();
let directory = "";
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-feed-"));
  await writeFile(join(directory, "features.onnx"), file);
});
afterAll(() => rm(directory, { recursive: true }));

/** Runs Python where `records` and `columns` are the rows of the test, and prints `result`. */
function run(program: string): { readonly result?: unknown; readonly error?: string } {
  const { stdout, stderr } = spawnSync(
    python,
    ["-c", `${before}${program}\nprint(json.dumps(np.asarray(result).tolist()))`, examples],
    { cwd: directory, encoding: "utf8", input: JSON.stringify(records) },
  );
  const error = stderr.trim().split("\n").at(-1)!;
  return stdout === "" ? { error } : { result: JSON.parse(stdout) };
}

const before = `
import datetime, json, sys
import numpy as np, onnxruntime
sys.path.insert(0, sys.argv[1])
from feed import feed
session = onnxruntime.InferenceSession("features.onnx", providers=["CPUExecutionProvider"])
records = json.load(sys.stdin)
columns = {name: [record[name] for record in records] for name in records[0]}
since = "since, or 🙂"
`;

function has(module: string): boolean {
  return spawnSync(python, ["-c", `import ${module}`]).status === 0;
}

describe("feed.py", () => {
  const isMissing = !(has("onnxruntime") && has("numpy"));
  const reason = `no onnxruntime and numpy in ${python}: set EBM_PYTHON to a Python that has them`;
  const scored = "(result,) = session.run(None, feed(session, columns))";

  test("gives the features that rowsToInputs gives", async ({ skip }) => {
    if (isMissing) skip(reason);
    const { inputs } = rowsToInputs(readSchema(file)!, records);
    const { features } = await (await openInOnnxruntime(file))(inputs);
    const { result } = run(scored);
    for (const [i, value] of (result as number[][]).flat().entries()) {
      expect(value).toBeCloseTo(features!.data[i]!, 6);
    }
    expect((result as number[][]).flat()).toHaveLength(features!.data.length);
    const codes = 'result = np.nan_to_num(feed(session, columns)["x"][:, 3], nan=-1)';
    expect(run(codes).result).toEqual([1, -1, 2]);
  });

  test("reads the times of Python and numpy", ({ skip }) => {
    if (isMissing) skip(reason);
    const { result } = run(`
zone = datetime.timezone(datetime.timedelta(hours=1))
times = [datetime.datetime(2023, 11, 14, 22), datetime.datetime(2023, 11, 14, 23, tzinfo=zone)]
columns[since] = [*times, np.datetime64("2023-11-14T22")]
result = feed(session, columns)["x"][:, 1]`);
    expect(result).toEqual(Array(3).fill(Date.UTC(2023, 10, 14, 22)));
  });

  test("reads a frame of pandas", ({ skip }) => {
    if (isMissing || !has("pandas")) skip(`no pandas in ${python}`);
    const frame = `
import pandas
frame = pandas.DataFrame(columns).convert_dtypes()
frame[since] = pandas.to_datetime(frame[since], format="mixed", utc=True)
frame["sex"] = frame["sex"].astype("category")
frame["age"] = pandas.to_numeric(frame["age"])
result = np.nan_to_num(feed(session, frame)["x"] - feed(session, columns)["x"])`;
    expect(run(frame)).toEqual({ result: records.map(() => Array(6).fill(0)) });
  });

  test("refuses a column by its name, and a value by its row", ({ skip }) => {
    if (isMissing) skip(reason);
    expect(run(`columns["agee"] = columns.pop("age")\n${scored}`).error).toBe(
      "ValueError: feed: the frame has no column `age`, expected it. Did you mean `agee`?",
    );
    expect(run(`columns["rank"][1] = "high"\n${scored}`).error).toBe(
      "ValueError: feed: row 2, column `rank` has `high`, expected a finite number.",
    );
  });
});
