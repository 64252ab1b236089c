import { spawn } from "node:child_process";
import { readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { lockDirectory, withLock } from "./lock-directory.js";

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
  path = join(directory, "lock.json");
});

/** A process that does nothing for a minute. */
function idle(): {
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
} {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    pid: child.pid!,
    async kill(signal) {
      child.kill(signal);
      if (signal === "SIGKILL") await ended;
    },
  };
}

/** The lock of this process, as that of another one would be. */
async function lockOf(other: object): Promise<void> {
  await (await lockDirectory(directory)).release();
  const held = await lockDirectory(directory);
  const owner = JSON.parse(await readFile(path, "utf8"));
  await held.release();
  await writeFile(path, JSON.stringify({ ...owner, ...other }));
}

test("a directory has one owner", async () => {
  const lock = await lockDirectory(directory);
  await lock.check();
  await expect(lockDirectory(directory)).rejects.toThrow(`is in use by process ${process.pid}.`);
  await lock.release();
  await expect(lock.check()).rejects.toThrow("is no longer locked");
  expect(await readdir(directory)).toEqual([]);
  expect(await withLock(directory, async () => 7)).toBe(7);
  expect(await readdir(directory)).toEqual([]);
});

test("an owner that is stopped keeps the lock, and a dead one does not", async () => {
  const other = idle();
  await writeFile(path, JSON.stringify({ pid: other.pid, host: hostname() }));
  await other.kill("SIGSTOP");
  await expect(lockDirectory(directory)).rejects.toThrow(`is in use by process ${other.pid}.`);
  await other.kill("SIGKILL");
  await (await lockDirectory(directory)).check();
  expect(await readdir(directory)).toEqual(["lock.json"]);
});

test("another process of the same number, or after a restart, is no owner", async () => {
  await lockOf({ started: "1" });
  await (await lockDirectory(directory)).release();
  await lockOf({ boot: "another" });
  await (await lockDirectory(directory)).release();
  await lockOf({});
  await expect(lockDirectory(directory)).rejects.toThrow("is in use");
});

test("an owner on another machine keeps the lock until it is removed", async () => {
  await lockOf({ host: "elsewhere", pid: 1 });
  await expect(lockDirectory(directory)).rejects.toThrow(
    `is in use by process 1 on elsewhere. If that no longer runs, remove ${path}.`,
  );
});

test.each(["", "{", "null", '{"pid":"x"}'])(
  "a lock %j of a process that was killed while it wrote it is taken over after a while",
  async (text) => {
    await writeFile(path, text);
    await expect(lockDirectory(directory)).rejects.toThrow("is in use by another process");
    const long = new Date(Date.now() - 10_000);
    await utimes(path, long, long);
    await (await lockDirectory(directory)).check();
  },
);

test("a lock that was removed or replaced stops its owner, and is not released by it", async () => {
  const first = await lockDirectory(directory);
  await rm(path);
  await expect(first.check()).rejects.toThrow("its file lock.json was removed or replaced");
  const second = await lockDirectory(directory);
  await first.release();
  await second.check();
});

test("a lock that is moved for a moment is still held", async () => {
  const lock = await lockDirectory(directory);
  await rename(path, `${path}.moved`);
  const checked = lock.check();
  await rename(`${path}.moved`, path);
  await checked;
});

test("one of many gets the lock of a dead process", async () => {
  await lockOf({ started: "1" });
  const tries = Array.from({ length: 20 }, () => lockDirectory(directory));
  const locks = (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled");
  expect(locks).toHaveLength(1);
  expect(await readdir(directory)).toEqual(["lock.json"]);
});
