import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { readModel } from "./read-model.js";

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
