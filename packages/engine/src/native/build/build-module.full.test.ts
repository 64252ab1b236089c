import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { buildModule } from "./build-module.js";

const script = fileURLToPath(new URL("../../../test/build-module.ts", import.meta.url));
const node = ["--import", "tsx", "--conditions=@ebm/source", script];
let cache: string;
let count = 0;

/** Another file each time: modules that this thread knows are not looked up again. */
const source = (): string => `int answer_${count++}(void) { return 42; }\n`;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "ebm-cache-"));
  vi.stubEnv("XDG_CACHE_HOME", cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

const entries = async (): Promise<string[]> => readdir(join(cache, "ebm", "native"));
/** Runs it in another process, which knows nothing of this one's modules. */
const inProcess = async (text: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, [...node, text])).stdout;

describe("buildModule", () => {
  test("keeps module and source in a directory for one user, and finds them again", async () => {
    const text = source();
    const path = await buildModule(text);
    expect((await stat(join(cache, "ebm", "native"))).mode & 0o777).toBe(0o700);
    expect((await entries()).map((name) => name.split(".").at(-1)).sort()).toEqual(["c", "node"]);
    const before = (await stat(path)).ino;
    expect(await inProcess(text)).toBe(path);
    expect((await stat(path)).ino).toBe(before);
  });

  test.each([
    ["cut off", (path: string) => truncate(path, 1000)],
    ["empty", (path: string) => truncate(path, 0)],
    ["overwritten", (path: string) => writeFile(path, "not a module")],
  ])("replaces an entry that is %s", async (_, damage) => {
    const text = source();
    const path = await buildModule(text);
    const bytes = await readFile(path);
    await damage(path);
    const again = await inProcess(text);
    expect((await readFile(again)).length).toBe(bytes.length);
    expect((await entries()).filter((name) => name.endsWith(".node"))).toHaveLength(1);
  });

  test("works in processes that compile the same file at once", async () => {
    const text = source();
    const paths = await Promise.all([1, 2, 3].map(() => inProcess(text)));
    for (const path of paths) expect((await readFile(path)).length).toBeGreaterThan(1000);
    expect((await entries()).filter((name) => name.startsWith("work"))).toEqual([]);
  });

  test("works after a process was killed while it compiled", async () => {
    // A compiler that waits, so that the kill is in time.
    const slow = join(cache, "slow-cc");
    const body =
      '#!/bin/sh\ncase "$1" in --version) echo slow 1;; *) touch "$0.began"; sleep 60;; esac\n';
    await writeFile(slow, body, { mode: 0o755 });
    const text = source();
    const child = spawn(process.execPath, [...node, text], {
      env: { ...process.env, CC: slow },
      stdio: "ignore",
      detached: true,
    });
    await vi.waitUntil(() => stat(`${slow}.began`).catch(() => false), { timeout: 30_000 });
    process.kill(-child.pid!, "SIGKILL"); // with its compiler
    await once(child, "exit");
    expect((await entries()).some((name) => name.startsWith("work"))).toBe(true);
    expect((await readFile(await buildModule(text))).length).toBeGreaterThan(1000);
  });

  test("says that there is no compiler, and what a compiler does not like", async () => {
    await expect(buildModule("int f( {")).rejects.toThrow(/^native: `cc` failed: .*error: /);
    expect((await entries()).filter((name) => name.startsWith("work"))).toEqual([]);
    vi.stubEnv("CC", "/nowhere/cc");
    await expect(buildModule(source())).rejects.toThrow(
      "native: the C compiler `/nowhere/cc` does not run, expected gcc or clang in CC or as cc.",
    );
  });
});
