import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EbmError } from "@ebm/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decodeSafetensors, loadCheckpoint, saveCheckpoint } from "./index.js";

const checkpoint = {
  step: 12,
  params: {
    "layers.0.weight": { data: Float32Array.of(1, -0, Number.NaN, 1e-40), shape: [2, 2] },
    scale: { data: Float32Array.of(3), shape: [] },
  },
  moments: { first: Float32Array.of(1, 2, 3, 4, 5), second: Float32Array.of(5, 4, 3, 2, 1) },
};

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-checkpoint-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("checkpoints", () => {
  test("come back bit for bit", async () => {
    const path = join(directory, "run.safetensors");
    await saveCheckpoint(path, checkpoint);
    expect(await loadCheckpoint(path)).toEqual(checkpoint);
  });

  test("replace the one before, and leave nothing else", async () => {
    const path = join(directory, "run.safetensors");
    await saveCheckpoint(path, checkpoint);
    await saveCheckpoint(path, { ...checkpoint, step: 13 });
    expect((await loadCheckpoint(path)).step).toBe(13);
    expect(await readdir(directory)).toEqual(["run.safetensors"]);
  });

  test("are safetensors: a length, a JSON header, little-endian floats", async () => {
    const path = join(directory, "run.safetensors");
    await saveCheckpoint(path, checkpoint);
    const bytes = await readFile(path);
    const length = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
    expect(length % 8).toBe(0);
    expect(header["params.scale"]).toEqual({ dtype: "F32", shape: [], data_offsets: [16, 20] });
    expect(bytes.readFloatLE(8 + length + 16)).toBe(3);
  });

  test("keep notes", async () => {
    const path = join(directory, "run.safetensors");
    const noted = { ...checkpoint, notes: { run: "a", step: "b" } };
    await saveCheckpoint(path, noted);
    expect(await loadCheckpoint(path)).toEqual(noted);
  });

  test("are refused if any bit has changed", async () => {
    const path = join(directory, "run.safetensors");
    await saveCheckpoint(path, { ...checkpoint, notes: { run: "a" } });
    const bytes = await readFile(path);
    const end = 8 + Number(bytes.readBigUInt64LE(0));
    const header = bytes.subarray(8, end).toString();
    for (let byte = 0; byte < bytes.length; byte++) {
      const flipped = Buffer.from(bytes);
      flipped[byte]! ^= 1 << (byte % 8);
      await writeFile(path, flipped);
      const loaded = await loadCheckpoint(path).catch((error: unknown) => error);
      // spaces after the header mean nothing, and may be other white space
      const isFiller = byte >= 8 + header.trimEnd().length && byte < end;
      if (!isFiller) expect(loaded, `byte ${byte}`).toBeInstanceOf(EbmError);
    }
  });

  test("are refused where they are missing, cut short at any byte, or something else", async () => {
    const path = join(directory, "run.safetensors");
    await expect(loadCheckpoint(path)).rejects.toThrow(`loadCheckpoint: no file at ${path}.`);
    await saveCheckpoint(path, checkpoint);
    const bytes = await readFile(path);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafetensors(bytes.subarray(0, length))).toThrow(/^decodeSafetensors: /);
    }
    await writeFile(path, bytes.subarray(0, 8).fill(0xff));
    await expect(loadCheckpoint(path)).rejects.toThrow("decodeSafetensors");
  });
});
