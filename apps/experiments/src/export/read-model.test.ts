import { execFileSync } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import { exportFunction, splitWeights } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { readModel } from "./read-model.js";

const weights = tf.keep(tf.tensor2d(normal(key(1), 1200), [30, 40]));
const whole = exportFunction(
  ({ x }) => tf.matMul(x as tf.Tensor2D, weights),
  { x: { shape: ["batch", 30], dtype: "float32" } },
  { name: "net", description: "", method: "", structure: "", dataset: "", version: "" },
);
const { model, data } = splitWeights(whole, { location: "net.data" });

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
  path = join(directory, "net.onnx");
  await writeFile(path, model);
});

test("the weights beside a file are read with it", async () => {
  await writeFile(join(directory, "net.data"), data);
  expect((await readModel(path)).length).toBeGreaterThan(data.length);
  await rm(join(directory, "net.data"));
  await expect(readModel(path)).rejects.toThrow(/net.data cannot be read: ENOENT/);
});

test.each([
  ["a link", (file: string) => symlink(path, file)],
  ["a pipe", async (file: string) => void execFileSync("mkfifo", [file])],
  ["a directory", (file: string) => mkdir(file)],
])("weights in %s are refused", async (_, make) => {
  await make(join(directory, "net.data"));
  await expect(readModel(path)).rejects.toThrow(
    "net.data cannot be read: it is not a regular file.",
  );
});

test.skipIf(process.platform === "win32")("a pipe or a directory is no model", async () => {
  const directory = await temporaryDirectory();
  const pipe = join(directory, "pipe.onnx");
  execFileSync("mkfifo", [pipe]);
  await expect(readModel(pipe)).rejects.toThrow(
    `${pipe} cannot be read: it is not a regular file.`,
  );
  const folder = join(directory, "folder.onnx");
  await mkdir(folder);
  await expect(readModel(folder)).rejects.toThrow("it is not a regular file.");
});
