import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { foldIn, key, uniform } from "@ebm/core/random";
import type { RunRow } from "@ebm/dashboard/api";
import { expect, test } from "vitest";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { writeRun } from "../../test/write-runs.js";
import { FILES } from "../run-files/files.js";
import { lockHolder } from "../run-files/lock-directory.js";
import { readCheckpoint } from "../run-files/read-checkpoint.js";
import { openRowStore } from "./row-store.js";
import { createRunIndex } from "./run-index.js";

const KILLS = Number(process.env.EBM_KILLS ?? 50);
const main = join(import.meta.dirname, "../../dist/main.js");

test("after kills of the server, the program that trains or both, all runs are whole", {
  timeout: 40 * 60_000,
}, async ({ skip }) => {
  if (!existsSync(main)) skip("the command is not built: run `pnpm build`");
  const directory = await temporaryDirectory();
  const file = await writeRankings(directory);
  const root = join(directory, "runs");
  await mkdir(root);
  for (const seed of [0, 1, 2]) await writeRun(root, { id: `done${seed}`, seed });
  const known = new Set(["done0", "done1", "done2"]);
  const options = {
    ...{ "--file": file, "--model": "permutahedron", "--steps": "1500" },
    ...{ "--batch-size": "16", "--validation-share": "0.25" },
  };

  for (let kill = 0; kill < KILLS; kill++) {
    const [moment, what] = uniform(foldIn(key(7), kill), 2) as unknown as [number, number];
    const server = await startServer(root);
    const rows = await ask(server.url, "GET", "/api/runs");
    const open = rows.find(({ state }) => state !== "finished");
    const id = open?.id ?? `run${kill}`;
    const request = open?.state === "running" ? undefined : open;
    if (request) await ask(server.url, "POST", `/api/runs/${id}/resume`, {});
    if (!open) {
      await ask(server.url, "POST", "/api/runs", { task: "label-ranking", options, name: id });
    }
    await ask(server.url, "PUT", "/api/runs/done0/tags", Array(kill % 40).fill(`kill ${kill}`));
    await delay(4000 * moment);
    const child = await lockHolder(join(root, id)).catch(() => undefined);
    if (existsSync(join(root, id, FILES.config))) known.add(id);
    const victims = [what < 2 / 3 && server.pid, what > 1 / 3 && child].filter(Boolean);
    for (const pid of victims) process.kill(pid as number, "SIGKILL");
    await delay(50);
    await checkFiles(root, known);
    await checkIndex(root);
    if (!victims.includes(server.pid)) process.kill(server.pid, "SIGKILL");
    await server.ended;
  }
});

interface StartedServer {
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<void>;
}

async function startServer(root: string): Promise<StartedServer> {
  const words = [main, "dashboard", "--runs", root, "--port", "0"];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      const [found] = /http:\S+(?=\/\n)/.exec(text) ?? [];
      if (found) resolve(found);
    });
  });
  return { url, pid: child.pid!, ended };
}

async function ask(
  url: string,
  method: string,
  path: string,
  body?: object,
): Promise<readonly RunRow[]> {
  const headers = body ? { "content-type": "application/json" } : {};
  const text = body ? { body: JSON.stringify(body) } : {};
  const response = await fetch(url + path, { method, headers, ...text });
  const answer = await response.json();
  expect(response.ok, `${path}: ${JSON.stringify(answer)}`).toBe(true);
  return answer;
}

/** No run is lost, and no file is half-written. */
async function checkFiles(root: string, known: ReadonlySet<string>): Promise<void> {
  for (const id of known) {
    const directory = join(root, id);
    const names = await readdir(directory);
    expect(names, id).toContain(FILES.config);
    for (const name of names.filter((one) => one.endsWith(".json") && one !== FILES.lock)) {
      const text = await readFile(join(directory, name), "utf8");
      expect(() => JSON.parse(text), `${id}/${name}`).not.toThrow();
    }
    const log = await readFile(join(directory, FILES.metrics), "utf8").catch(() => "");
    for (const line of log.split("\n").slice(0, -1)) JSON.parse(line);
    await readCheckpoint(directory, "checkpoint");
  }
}

/** An index that uses what was saved equals one that is read from the files. */
async function checkIndex(root: string): Promise<void> {
  const store = openRowStore(join(root, ".index.sqlite"));
  try {
    // a program that still trains may write in between
    for (let attempt = 1; ; attempt++) {
      const [saved, read] = [createRunIndex(root, { store }), createRunIndex(root)];
      await saved.scan();
      await read.scan();
      if (saved.json() === read.json()) return;
      if (attempt === 5) expect(JSON.parse(saved.json())).toEqual(JSON.parse(read.json()));
      await delay(100 * attempt);
    }
  } finally {
    store.close();
  }
}
