import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../workspace.js";

// The road from a CSV to a served model, with tarballs in a directory outside of the repository: 12
// lines of TypeScript that name three packages, or one command.

const folder = mkdtempSync(join(tmpdir(), "ebm-trial-"));
const project = join(folder, "project");
const named = ["@ebm/datasets", "@ebm/experiments", "@ebm/models"];
const quiet = ["--no-audit", "--no-fund", "--prefer-offline"];
const served = join(root, "examples/served");
let question: Record<string, unknown>;
let server: ChildProcess | undefined;
let address = "";

beforeAll(async () => {
  await run(root, "pnpm", "build", "--filter=@ebm/experiments...");
  await run(
    root,
    "pnpm",
    "-r",
    "--filter-prod=@ebm/experiments...",
    "pack",
    `--pack-destination=${folder}`,
  );
  await cp(served, project, { recursive: true });
  await cp(join(root, "examples/python"), join(folder, "python"), { recursive: true });
  const tarballs = (await readdir(folder)).filter((file) => file.endsWith(".tgz"));
  const all = Object.fromEntries(
    tarballs.map((file) => [`@ebm/${/^ebm-(.+)-\d/.exec(file)![1]}`, `file:${join(folder, file)}`]),
  );
  const pick = (isNamed: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => named.includes(name) === isNamed));
  const manifest = {
    private: true,
    type: "module",
    dependencies: pick(true),
    overrides: pick(false),
  };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  await run(project, "npm", "install", ...quiet);
  const source = ["--import", import.meta.resolve("tsx"), "--conditions=@ebm/source"];
  await run(project, process.execPath, ...source, join(served, "make-people.ts"));
  question = JSON.parse(await readFile(join(project, "question.json"), "utf8"));
}, 600_000);

afterAll(async () => {
  server?.kill();
  await rm(folder, { recursive: true });
});

test("twelve lines that name three packages fit, evaluate, save and serve a model", async () => {
  const program = await readFile(join(project, "serve.ts"), "utf8");
  const lines = program.split("\n").filter((line) => line.trim() !== "");
  expect(lines.length).toBeLessThanOrEqual(12);
  expect([...program.matchAll(/from "(.+)"/g)].map(([, name]) => name).sort()).toEqual(named);
  const port = await freePort();
  server = spawn(process.execPath, ["serve.ts"], {
    cwd: project,
    env: { ...process.env, PORT: `${port}` },
  });
  const printed = await untilPrinted(server, /http:\/\/\S+/);
  const [nll, frequencyNll] = ["nll", "frequencyNll"].map((name) =>
    Number(new RegExp(`\\b${name}: ([\\d.]+)`).exec(printed)![1]),
  );
  expect(nll!).toBeLessThan(frequencyNll! - 0.5);
  address = `http://127.0.0.1:${port}`;
});

test("Python and a page give the numbers of TypeScript, for a row with missing values", async () => {
  const ask = `
    import "@ebm/experiments";
    import { loadModel } from "@ebm/models";
    const model = await loadModel("people-model");
    console.log(JSON.stringify((await model.marginals([${JSON.stringify(question)}]))[0]));
  `;
  const inTypeScript = JSON.parse(
    await run(project, process.execPath, "--input-type=module", "-e", ask),
  );
  const close = Object.values(inTypeScript).map((value) => expect.closeTo(value as number, 6));
  expect(Object.keys(inTypeScript)).toHaveLength(6);

  const python = process.env.EBM_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import onnxruntime"]).status === 0) {
    const printed = await run(project, python, "ask.py");
    const [asked, computed] = printed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(asked).toEqual(inTypeScript);
    expect(computed).toEqual(close);
  }
  const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";
  if (existsSync(executablePath)) {
    const [asked, computed] = await inPage(executablePath);
    expect(asked).toEqual(inTypeScript);
    expect(computed).toEqual(close);
  }
}, 300_000);

/** Builds the page by Vite, and returns what it shows. */
async function inPage(executablePath: string): Promise<unknown[]> {
  await run(project, "npm", "install", ...quiet, "onnxruntime-web@1.30.0");
  const page = join(project, "page");
  await cp(join(project, "people-model/marginals.onnx"), join(page, "public/marginals.onnx"));
  const { build, preview } = await import("vite");
  const target = "es2022";
  await build({ root: page, logLevel: "error", build: { target } });
  const pages = await preview({ root: page, preview: { port: await freePort() } });
  const args = ["--no-sandbox", "--disable-gpu"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const tab = await browser.newPage();
    const errors: string[] = [];
    tab.on("pageerror", ({ message }) => errors.push(message));
    await tab.goto(`${pages.resolvedUrls!.local[0]}?server=${address}`);
    const shown = tab.waitForSelector("#answers:not(:empty)").then((it) => it.textContent());
    const text = await shown.catch(() => expect(errors).toEqual([]));
    return JSON.parse(text!) as unknown[];
  } finally {
    await browser.close();
    await pages.close();
  }
}

test("one command fits, evaluates, saves, reports and serves a model", async () => {
  const labels = "music,sport,news,games,travel,food";
  const options = ["--file", "people.csv", "--labels", labels, "--budget", "5", "--out", "run"];
  const port = `${await freePort()}`;
  const words = ["ebm", "run", "multilabel", ...options, "--json", "--serve", port];
  const serving = spawn("npx", words, { cwd: project, detached: true });
  const printed = await untilPrinted(serving, /http:\S+\n/);
  const lines = printed.split("\n").filter((line) => line.includes('"event":"result"'));
  const { metrics } = JSON.parse(lines.at(-1)!);
  expect(metrics.nll).toBeLessThan(metrics.frequencyNll);
  for (const file of ["report.html", "log-prob.onnx", "model/model.json"]) {
    expect(existsSync(join(project, "run", file)), file).toBe(true);
  }
  expect(await ask(`http://127.0.0.1:${port}/likeliest`)).toHaveLength(1);
  process.kill(-serving.pid!);
}, 300_000);

test("serves and predicts without the packages that draw reports", async () => {
  for (const name of ["vega", "vega-lite", "@resvg", "@expo-google-fonts"]) {
    await rm(join(project, "node_modules", name), { recursive: true });
  }
  await writeFile(join(project, "row.json"), JSON.stringify(question));
  const words = ["ebm", "predict", "run", "--file", "row.json", "--answer", "marginals", "--json"];
  const answer = JSON.parse(await run(project, "npx", ...words));
  expect(Object.keys(answer)).toHaveLength(6);
  const options = ["--file", "people.csv", "--labels", "music", "--out", "other"];
  await expect(run(project, "npx", "ebm", "run", "multilabel", ...options)).rejects.toThrow(
    "ebm: reports need `vega`, which is not installed: npm install vega vega-lite",
  );
  const port = `${await freePort()}`;
  const served = ["ebm", "serve", "run", "--port", port, "--workers", "1"];
  const serving = spawn("npx", served, { cwd: project, detached: true });
  await untilPrinted(serving, /http:\S+\n/);
  expect(await ask(`http://127.0.0.1:${port}/marginals`)).toEqual([answer]);
  process.kill(-serving.pid!);
}, 300_000);

/** Asks a server about the row, and returns its answers. */
async function ask(url: string): Promise<unknown[]> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ rows: [question] });
  const response = await fetch(url, { method: "POST", headers, body });
  return ((await response.json()) as { rows: unknown[] }).rows;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Returns what a process prints up to a match. */
function untilPrinted(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const hear = (chunk: Buffer): void => {
      printed += chunk;
      if (pattern.test(printed)) resolve(printed);
    };
    child.stdout!.on("data", hear);
    child.stderr!.on("data", hear);
    child.once("exit", () => reject(new Error(`ended: ${printed}`)));
  });
}

/** Runs a command, and returns its output. Fails with its errors. */
async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  const bins = join(root, "node_modules/.bin");
  const env = {
    ...process.env,
    PORT: address.split(":").at(-1),
    PATH: [bins, process.env.PATH].join(delimiter),
    ONNXRUNTIME_NODE_INSTALL: "skip",
  };
  const { stdout } = await promisify(execFile)(command, args, { cwd, env }).catch((error) => {
    throw new Error(
      [`${command} ${args.join(" ")} failed:`, error.stdout, error.stderr].join("\n"),
    );
  });
  return stdout;
}
