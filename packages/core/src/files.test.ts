import { execFileSync, spawnSync } from "node:child_process";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EbmError } from "./errors.js";
import { removeTemporaries, temporaryName, writeDurably } from "./files.js";

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ebm-files-"));
  path = join(directory, "file");
});
afterEach(() => rm(directory, { recursive: true }));

describe("writeDurably", () => {
  test("writes texts, bytes and pieces, and leaves nothing else", async () => {
    await writeDurably(path, "text");
    expect(await readFile(path, "utf8")).toBe("text");
    await writeDurably(path, Uint8Array.of(65, 66).subarray(1));
    expect(await readFile(path, "utf8")).toBe("B");
    await writeDurably(path, pieces());
    expect(await readFile(path, "utf8")).toBe("one, two");
    expect(await readdir(directory)).toEqual(["file"]);
  });

  test("keeps permissions and symbolic links", async () => {
    await writeFile(path, "old");
    await chmod(path, 0o640);
    await symlink(path, join(directory, "link"));
    await writeDurably(join(directory, "link"), "new");
    expect(await readFile(path, "utf8")).toBe("new");
    expect((await stat(path)).mode & 0o777).toBe(0o640);
  });

  test("leaves the file before as it was if a piece fails", async () => {
    await writeFile(path, "old");
    const failed = new Error("no more");
    await expect(writeDurably(path, pieces(failed))).rejects.toBe(failed);
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(directory)).toEqual(["file"]);
  });

  test("says which file cannot be written", async () => {
    await mkdir(join(directory, "none"));
    const missing = join(directory, "missing", "file");
    await expect(writeDurably(missing, "")).rejects.toThrow(EbmError);
    await expect(writeDurably(missing, "")).rejects.toThrow(`${missing} cannot be written: ENOENT`);
    await expect(writeDurably(join(directory, "none"), "")).rejects.toThrow("EISDIR");
  });

  test.runIf(hasCommand("mkfifo"))("writes to a pipe as it is", async () => {
    execFileSync("mkfifo", [path]);
    const [read] = await Promise.all([readFile(path, "utf8"), writeDurably(path, "text")]);
    expect(read).toBe("text");
    expect((await stat(path)).isFIFO()).toBe(true);
  });

  // A limit of the size of files makes a write short, and fails the next one, as a full disk does.
  test.runIf(hasCommand("prlimit"))(
    "leaves the file before as it was on a disk full at any byte",
    async () => {
      const script = `
      import { writeDurably } from ${JSON.stringify(fileURLToPath(new URL("./files.ts", import.meta.url)))};
      await writeDurably(${JSON.stringify(path)}, new Uint8Array(100).fill(65)).catch((error) => {
        console.log(error.message);
        process.exit(1);
      });`;
      const node = [
        "--import",
        "tsx",
        "--conditions=@ebm/source",
        "--input-type=module",
        "-e",
        script,
      ];
      for (const size of [0, 1, 50, 99, 100]) {
        await writeFile(path, "old");
        const { status, stdout } = spawnSync("prlimit", [
          `--fsize=${size}`,
          process.execPath,
          ...node,
        ]);
        expect([size, status]).toEqual([size, size === 100 ? 0 : 1]);
        if (size < 100) expect(stdout.toString()).toContain(`${path} cannot be written: EFBIG`);
        expect(await readFile(path, "utf8")).toBe(size === 100 ? "A".repeat(100) : "old");
        expect(await readdir(directory)).toEqual(["file"]);
      }
    },
  );
});

describe("removeTemporaries", () => {
  test("removes what killed processes left, and nothing else", async () => {
    const left = [temporaryName(path), temporaryName(join(directory, "other"))];
    for (const name of [path, ...left, `${path}.tmp`]) await writeFile(name, "");
    await removeTemporaries(directory, { olderThan: 60_000 });
    expect(await readdir(directory)).toHaveLength(4);
    await removeTemporaries(directory, { file: "file" });
    expect(await readdir(directory)).toHaveLength(3);
    const long = new Date(Date.now() - 120_000);
    await utimes(left[1]!, long, long);
    await removeTemporaries(directory, { olderThan: 60_000 });
    expect((await readdir(directory)).sort()).toEqual(["file", "file.tmp"]);
  });
});

async function* pieces(error?: Error): AsyncGenerator<string | Uint8Array> {
  yield "one, ";
  if (error) throw error;
  yield new TextEncoder().encode("two");
}

function hasCommand(name: string): boolean {
  return spawnSync(name, ["--version"]).status === 0;
}
