import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { openStore } from "./open-store.js";

async function fileOf(text: string): Promise<{ directory: string; path: string }> {
  const directory = await mkdtemp(join(tmpdir(), "ebm-artefacts-"));
  const path = join(directory, "report.html");
  await writeFile(path, text);
  return { directory, path };
}

test("a directory has each contents once, under its SHA-256", async () => {
  const { directory, path } = await fileOf("contents");
  const store = await openStore(join(directory, "store"));
  const [one, two] = await Promise.all([store.put(path), store.put(path)]);
  expect(one).toBe(two);
  expect(await readdir(join(directory, "store", one.slice(0, 2)))).toEqual([one]);
  expect(Buffer.from(await store.get(one)).toString()).toBe("contents");
  await writeFile(join(directory, "store", one.slice(0, 2), one), "others");
  await expect(store.get(one)).rejects.toThrow("has changed: its SHA-256 is");
  await expect(store.get("0".repeat(64))).rejects.toThrow("cannot be read");
});

test("S3 has the same, in its own way", async ({ skip }) => {
  const python = process.env.EBM_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import moto.server"]).status !== 0) {
    skip(`no moto in ${python}: set EBM_PYTHON to a Python that has it`);
  }
  const port = await freePort();
  const server = spawn(python, ["-m", "moto.server", "-p", String(port)], { stdio: "ignore" });
  const endpoint = `http://127.0.0.1:${port}`;
  vi.stubEnv("AWS_ENDPOINT_URL_S3", endpoint);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  try {
    while (!(await fetch(`${endpoint}/bucket`, { method: "PUT" }).catch(() => undefined))?.ok) {
      await wait(100);
    }
    const { path } = await fileOf("contents in S3");
    const store = await openStore("s3://bucket/some/prefix/");
    const sha256 = await store.put(path);
    expect(await store.put(path)).toBe(sha256);
    expect(Buffer.from(await store.get(sha256)).toString()).toBe("contents in S3");
    await expect(store.get("0".repeat(64))).rejects.toThrow("cannot be read");
  } finally {
    vi.unstubAllEnvs();
    server.kill();
  }
});

test("refuses an address without a bucket", async () => {
  await expect(openStore("s3:bucket")).rejects.toThrow("expected s3://bucket/prefix.");
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
