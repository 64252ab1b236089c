import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import {
  parseArff,
  parseLabelRanking,
  parseLibsvm,
  parseMulanLabels,
  parseMultilabel,
  readTable,
  type TableFormat,
} from "@ebm/datasets";
import { decodeSafetensors, loadCheckpoint, openSession, saveCheckpoint } from "@ebm/engine";
import { initMlp, mlp } from "@ebm/nn";
import {
  exportFunction,
  joinWeights,
  readSchema,
  readSignature,
  readTrials,
} from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import { createServer } from "../../../apps/experiments/src/serve/create-server.js";
import { tasks } from "../../../apps/experiments/src/tasks/index.js";
import { parseConfig } from "../../../apps/experiments/src/tasks/parse-config.js";
import { parquetFixtures } from "../../../packages/datasets/test/parquet-fixtures.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** A reader of data from others. */
export interface FuzzTarget {
  readonly name: string;
  /** Its fraction of all inputs. */
  readonly share: number;
  /** Valid inputs. */
  readonly seeds: readonly Bytes[];
  read(bytes: Bytes): unknown;
}

const text = (bytes: Bytes): string => new TextDecoder().decode(bytes);
const bytes = (text: string): Bytes => new TextEncoder().encode(text);

/** Creates all targets, and a function that disposes them. */
export async function fuzzTargets(
  directory: string,
): Promise<{ readonly targets: readonly FuzzTarget[]; close(): Promise<void> }> {
  const weights = initMlp({ key: key(1), sizes: [3, 4, 1] });
  const model = exportFunction(
    ({ x }) => ({ energy: tf.squeeze(mlp(weights, x as tf.Tensor2D), [1]) }),
    { x: { shape: ["batch", 3], dtype: "float32" } },
    { method: "none", structure: "ℝ³", dataset: "toy", name: "energy" },
  );
  const { app } = await createServer(model, { timeout: 1500 });
  const path = join(directory, "checkpoint.safetensors");
  const a = { data: normal(key(2), 6), shape: [2, 3] };
  await saveCheckpoint(path, { step: 3, params: { a }, moments: { m: a.data } });
  const checkpoint = Uint8Array.from(await readFile(path));
  const x = { data: normal(key(4), 3), shape: [1, 3] };
  const targets: FuzzTarget[] = [
    ...tables(),
    ...parsers(),
    {
      name: "a model's description",
      share: 0.1,
      seeds: [model],
      async read(bytes: Bytes) {
        readSignature(bytes);
        readSchema(bytes);
        readTrials(bytes);
        await joinWeights(bytes, () => Promise.resolve(new Uint8Array(4)));
      },
    },
    {
      name: "a model",
      share: 0.05,
      seeds: [model],
      async read(bytes: Bytes) {
        const session = await openSession(bytes);
        await session.run({ x }).finally(() => session.dispose());
      },
    },
    { name: "safetensors", share: 0.1, seeds: [checkpoint], read: decodeSafetensors },
    {
      name: "a checkpoint",
      share: 0.05,
      seeds: [checkpoint],
      async read(bytes: Bytes) {
        await writeFile(path, bytes);
        await loadCheckpoint(path);
      },
    },
    { name: "a config", share: 0.1, seeds: CONFIGS.map(bytes), read: readConfig },
    {
      name: "a body",
      share: 0.2,
      seeds: ['{"x": [[0.5, -1e2, 3], [1, 2, 3]]}', '{"x": [[1, 2, 3]]}'].map(bytes),
      async read(body: Bytes) {
        const headers = { "content-type": "application/json" };
        const payload = Buffer.from(body);
        const answer = await app.inject({ method: "POST", url: "/run", headers, payload });
        const isRefused = answer.statusCode >= 400 && answer.statusCode < 500;
        if (answer.statusCode === 200 ? answer.json().energy : isRefused && answer.json().error)
          return;
        throw new TypeError(`status ${answer.statusCode}: ${answer.body.slice(0, 100)}`);
      },
    },
  ];
  return { targets, close: async () => void (await app.close()) };
}

function tables(): FuzzTarget[] {
  const files: readonly [TableFormat, readonly Bytes[]][] = [
    ["csv", [bytes('a,"b ""c""",d\n1,"x\ny",true\nNA,z,false\n')]],
    [
      "arff",
      [
        bytes(
          "@relation 'r: -C 1'\n@attribute a {0,1}\n@attribute b numeric\n@attribute c date\n@data\n1,2.5,?\n{0 1,1 3,2 2024-05-31T12:00:00}\n",
        ),
      ],
    ],
    ["libsvm", [bytes("2,5 1:0.4 3:-1\n 2:1 # comment\n")]],
    ["jsonl", [bytes('{"a":1,"b":["x"]}\n{"a":null,"c":"2024-01-01"}\n')]],
    ["json", [bytes('[{"a":1,"b":{"x":[1]}},\n{"a":"\\u00e9\\""}]')]],
    [
      "parquet",
      Object.values(parquetFixtures).map((data) => Uint8Array.from(Buffer.from(data, "base64"))),
    ],
  ];
  return files.map(([format, seeds]) => ({
    name: `a table of ${format}`,
    share: 0.04,
    seeds,
    read: (bytes) => readTable(bytes, { format, file: "f" }),
  }));
}

function parsers(): FuzzTarget[] {
  const arff =
    "@relation r\n@attribute 'a b' numeric\n@attribute c {0, 1}\n@attribute d {0, 1}\n@data\n1,1,0\n-2.5e-1,0,1% nothing\n{0 3, 1 1}\n";
  const each: readonly [string, (text: string) => unknown, string][] = [
    ["parseArff", (text) => parseArff(text), arff],
    ["parseMultilabel", (text) => parseMultilabel(text, { labels: ["c", "d"] }), arff],
    [
      "parseLibsvm",
      (text) => parseLibsvm(text, { features: 12, labels: 12 }),
      "2,5 1:0.4 3:-1\n0 2:1e3 11:4\n",
    ],
    [
      "parseLabelRanking",
      (text) => parseLabelRanking(text),
      'A1,"A,2",ranking,a,b,c\n1,2.5,b>a>c,1,0,2\n-3,0,c>b>a,2.0,1.0,0.0\n',
    ],
    [
      "parseMulanLabels",
      (text) => parseMulanLabels(text),
      '<?xml version="1.0"?>\n<labels>\n<label name="a&amp;b"><label name="c"/></label>\n</labels>\n',
    ],
  ];
  return each.map(([name, parse, seed]) => ({
    name,
    share: 0.032,
    seeds: [bytes(seed)],
    read: (bytes) => parse(text(bytes)),
  }));
}

const CONFIGS = [
  '{"task":"multilabel","data":{"dataset":"emotions"},"seed":0,"steps":400,"model":"unary","loss":"logistic","batchSize":"full","samples":20,"hidden":[128],"learningRate":0.001,"testShare":0.2,"versions":{"node":"24"}}',
  '{"task":"label-ranking","data":{"train":{"path":"a.csv","sha256":"00"}},"seed":3,"steps":600,"columns":["a=number"],"missing":["?"],"split":"time:t"}',
];

function readConfig(bytes: Bytes): void {
  let value: unknown;
  try {
    value = JSON.parse(text(bytes));
  } catch {
    return;
  }
  const parsed = parseConfig(value, tasks);
  if ("issue" in parsed && typeof parsed.issue.expected !== "string") {
    throw new TypeError("an issue has no words");
  }
}
