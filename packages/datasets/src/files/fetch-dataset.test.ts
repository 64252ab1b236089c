import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { EbmError } from "@ebm/core/errors";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { dataDir } from "../../test/data-dir.js";
import { serve } from "../../test/serve.js";
import { fetchDataset, loadLabelRanking } from "../index.js";
import type { DataFile } from "./data-file.js";
import { sha256Of } from "./download.js";
import { fetchFiles } from "./fetch-dataset.js";

const content = Buffer.from("A1,ranking\n1,b>a\n".repeat(5000));
const file: DataFile = {
  path: "label_ranking/toy/toy.txt",
  address: "https://example.org/data/toy.txt",
  bytes: content.length,
  sha256: sha256Of(content),
};

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "ebm-datasets-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

async function put(directory: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(directory, path)), { recursive: true });
  await writeFile(join(directory, path), bytes);
}

const noNetwork: typeof fetch = () => expect.fail("no network was wanted");

beforeEach(() => {
  vi.stubEnv("EBM_DATA_DIR", undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
});

const fetchToy = (options: Parameters<typeof fetchFiles>[2]) =>
  fetchFiles("fetchDataset", { data: file }, options);

describe("fetchDataset", () => {
  test("downloads once, telling how far it is", async () => {
    const cacheDir = await directory();
    const asked: string[] = [];
    const fetch = await serve((request, response) => {
      asked.push(request.url!);
      response.write(content.subarray(0, 40_000));
      setTimeout(() => response.end(content.subarray(40_000)), 30);
    });
    const received: number[] = [];
    const onProgress = (progress: { file: DataFile; receivedBytes: number }): void => {
      expect(progress.file).toBe(file);
      received.push(progress.receivedBytes);
    };
    const { data } = await fetchToy({ cacheDir, fetch, onProgress });
    expect(data).toBe(join(cacheDir, file.path));
    expect(await readFile(data)).toEqual(content);
    expect(asked).toEqual(["/data/toy.txt"]);
    expect(received.length).toBeGreaterThan(1);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(received.at(-1)).toBe(file.bytes);

    expect(await fetchToy({ cacheDir, fetch: noNetwork })).toEqual({ data });
  });

  test.each([
    ["plain", file.path, content],
    ["zipped", `${file.path}.gz`, gzipSync(content)],
  ])("takes a %s file out of dataDir, or of EBM_DATA_DIR", async (_, path, bytes) => {
    const data = await directory();
    await put(data, path, bytes);
    const expected = { data: join(data, path) };
    expect(await fetchToy({ dataDir: data, fetch: noNetwork })).toEqual(expected);
    vi.stubEnv("EBM_DATA_DIR", data);
    expect(await fetchToy({ fetch: noNetwork })).toEqual(expected);
  });

  test("refuses a file in dataDir that is not the published one", async () => {
    const data = await directory();
    await put(data, file.path, content.subarray(1));
    await expect(fetchToy({ dataDir: data, fetch: noNetwork })).rejects.toThrow(
      /^fetchDataset: `.*toy.txt` has sha256 \w{64}, expected \w{64} as https:.*\. Remove it/,
    );
  });

  test("downloads anew over a corrupt file in the cache, in a dataDir without it", async () => {
    const [data, cacheDir] = [await directory(), await directory()];
    await put(cacheDir, file.path, content.subarray(1));
    const fetch = await serve((_, response) => response.end(content));
    const paths = await fetchToy({ dataDir: data, cacheDir, fetch });
    expect(await readFile(paths.data)).toEqual(content);
    expect(await readdir(data)).toEqual([]);
  });

  test("serves callers at once, and leaves nothing half written", async () => {
    const cacheDir = await directory();
    const fetch = await serve((_, response) => void setTimeout(() => response.end(content), 10));
    const paths = await Promise.all(Array.from({ length: 8 }, () => fetchToy({ cacheDir, fetch })));
    for (const { data } of paths) expect(await readFile(data)).toEqual(content);
    expect(await readdir(join(cacheDir, "label_ranking/toy"))).toEqual(["toy.txt"]);
  });

  test("is tried again when the connection breaks or the server fails", async () => {
    const cacheDir = await directory();
    let asked = 0;
    const fetch = await serve((_, response) => {
      asked++;
      if (asked === 1) response.writeHead(503).end("busy");
      else if (asked === 2) response.write(content.subarray(0, 100), () => response.destroy());
      else response.end(content);
    });
    const { data } = await fetchToy({ cacheDir, fetch });
    expect(asked).toBe(3);
    expect(await readFile(data)).toEqual(content);
  });

  const corrupt = Buffer.from(content);
  corrupt[7] = 0;
  test.each<[string, RegExp, number, Parameters<typeof serve>[0]]>([
    ["is not there", /answered 404 Not Found/, 1, (_, r) => void r.writeHead(404).end("<html>")],
    ["is not available", /answered 500 Internal/, 3, (_, r) => void r.writeHead(500).end()],
    ["is truncated", /ended after 9 bytes, expected 85000/, 3, (_, r) => void r.end("A1,rankin")],
    ["is interrupted", /was not received: \w+/, 3, (_, r) => void r.write("A1", () => r.destroy())],
    ["is corrupt", /has sha256 \w{64}, expected \w{64}/, 1, (_, r) => void r.end(corrupt)],
    [
      "is too long",
      /has more than the expected 85000 bytes/,
      1,
      (_, r) => void r.end(`${content}!`),
    ],
  ])("says so when a file %s, and leaves none", async (_, message, tries, listener) => {
    const cacheDir = await directory();
    let asked = 0;
    const fetch = await serve((request, response) => {
      asked++;
      listener(request, response);
    });
    const options = { cacheDir, fetch, retryDelays: [1, 1] };
    const error = await fetchToy(options).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(EbmError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toMatch(
      /^fetchDataset: https:\/\/example.org\/data\/toy.txt .*\. Put the file at label_ranking\/toy\/toy.txt in a directory, and pass that as `dataDir` or in EBM_DATA_DIR\.$/,
    );
    expect(asked).toBe(tries);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("unzips what is published zipped, and keeps it so", async () => {
    const zipped = { ...file, address: `${file.address}.gz` };
    const cacheDir = await directory();
    const fetch = await serve((_, response) => response.end(gzipSync(content)));
    const { data } = await fetchFiles("test", { data: zipped }, { cacheDir, fetch });
    expect(await readFile(data)).toEqual(content);
    const plain = await serve((_, response) => response.end("<html>"));
    const options = { cacheDir: await directory(), fetch: plain, retryDelays: [1, 1] };
    await expect(fetchFiles("test", { data: zipped }, options)).rejects.toThrow(
      /^test: https:\S+\.gz is not zipped: .*\. Put the file at label_ranking/,
    );
  });

  test("says of what a file is to be made, if nobody published it", async () => {
    const made = { ...file, madeFrom: "a pickle" };
    const options = { cacheDir: await directory(), fetch: noNetwork };
    await expect(fetchFiles("test", { data: made }, options)).rejects.toThrow(
      "test: https://example.org/data/toy.txt is a pickle, of which the file is to be made. Put the file at label_ranking/toy/toy.txt in a directory",
    );
  });

  test("says so when nobody answers", async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      globalThis.fetch("http://127.0.0.1:1", init);
    const cacheDir = await directory();
    await expect(fetchToy({ cacheDir, fetch, retryDelays: [1] })).rejects.toThrow(
      /was not received: .+\. Put the file/,
    );
  });

  test.each(["before", "while waiting", "while receiving"])(
    "stops at a signal %s",
    async (when) => {
      const cacheDir = await directory();
      const abort = new AbortController();
      const reason = new Error("enough");
      if (when === "before") abort.abort(reason);
      const fetch = await serve((_, response) => {
        if (when === "while waiting") response.writeHead(503).end();
        else response.write("A1");
        setTimeout(() => abort.abort(reason), 20);
      });
      await expect(fetchToy({ cacheDir, fetch, signal: abort.signal })).rejects.toBe(reason);
      expect(await readdir(cacheDir)).toEqual([]);
    },
  );

  test("says so when the cache cannot be written", async () => {
    const cacheDir = await directory();
    await writeFile(join(cacheDir, "label_ranking"), "a file where a directory should be");
    const fetch = await serve((_, response) => response.end(content));
    await expect(fetchToy({ cacheDir, fetch })).rejects.toThrow(/^fetchDataset: `.*` cannot be/);
  });

  test("lists the names it knows", async () => {
    await expect(fetchDataset("toy")).rejects.toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fetchDataset: \`name\` is \`toy\`, expected one of yeast, scene, emotions, birds, cal500, bibtex, corel5k, delicious, mediamill, tmc2007, authorship, glass, iris, vehicle, vowel, wine, boston-housing, concrete, energy, power-plant, protein, wine-quality-red, red-wine, white-wine, parkinsons, old-faithful, mcycle, nltcs, msnbc, kdd, baudio, jester, bnetflix, accidents, mushrooms, tretail, pumsb_star, kosarek, mnist-test, digits, ego-small, citeseer.]`,
    );
    await expect(loadLabelRanking("yeast")).rejects.toThrow(
      "`name` is `yeast`, expected one of auth",
    );
    await expect(fetchDataset("constructor")).rejects.toThrow("`name` is `constructor`");
  });

  test.skipIf(dataDir === undefined)("downloads iris from its public address", async () => {
    const iris = "label_ranking/iris/iris.txt";
    const asked: string[] = [];
    const server = await serve(async (_, response) =>
      response.end(await readFile(join(dataDir!, iris))),
    );
    const fetch: typeof globalThis.fetch = (address, init) => {
      asked.push(`${address}`);
      return server(address, init);
    };
    const cacheDir = await directory();
    const { x, ranks } = await loadLabelRanking("iris", { cacheDir, fetch });
    expect([x.shape, ranks.shape]).toEqual([
      [150, 4],
      [150, 3],
    ]);
    expect(asked).toEqual([
      "https://raw.githubusercontent.com/akorba/Structured_Approach_Label_Ranking/5bfe2a93b33426bc9d1f6445146d727d6b94f458/data/iris.txt",
    ]);
    expect(await fetchDataset("iris", { cacheDir })).toEqual({ data: join(cacheDir, iris) });
  });
});
