import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { expect, test } from "vitest";
import { pages, slow } from "./page-blocks.js";
import { codeOf, expectShown, runPage } from "./run-page.js";

const root = resolve(import.meta.dirname, "../../..");
const ebm = [
  ...["--import", import.meta.resolve("tsx"), "--conditions=@ebm/source"],
  join(root, "apps/experiments/src/main.ts"),
];
const all = pages();
/** The lines of a page that call `ebm`. The others install packages, as the install tests do. */
const commands = all
  .map((page) => ({ page, name: page.name, lines: ebmLines(codeOf(page, "sh")) }))
  .filter(({ lines }) => lines.length > 0);

test.each(all.filter(({ name }) => slow.includes(name)))(
  "$name runs, and prints what it shows",
  { timeout: 300_000 },
  (page) => runPage(page),
);

test.each(commands)("the commands of $name run", { timeout: 600_000 }, ({ page, lines }) =>
  runPage(page, (directory) => {
    for (const line of lines) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...ebm, ...line], {
        cwd: directory,
        encoding: "utf8",
      });
      expect(status, `ebm ${line.join(" ")}\n${stdout}${stderr}`).toBe(0);
    }
  }),
);

test("PyTorch prints what the page shows", { timeout: 600_000 }, ({ skip }) => {
  const python = process.env.EBM_TORCH_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import torch, safetensors"]).status !== 0) {
    skip(`no torch and safetensors in ${python}: set EBM_TORCH_PYTHON to a Python that has them`);
  }
  const page = all.find(({ name }) => name === "tutorials/pytorch-to-browser.md")!;
  const cwd = mkdtempSync(join(tmpdir(), "ebm-docs-"));
  const printed = execFileSync(python, ["-c", codeOf(page, "python")], { cwd, encoding: "utf8" });
  rmSync(cwd, { recursive: true });
  expectShown(page, "python", printed);
});

test("the web page of the tutorial prints what Python prints", async ({ skip }) => {
  const executablePath = process.env.EBM_CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) skip(`no browser at ${executablePath}: set EBM_CHROMIUM`);
  const page = all.find(({ name }) => name === "tutorials/pytorch-to-browser.md")!;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  await runPage(page, async (directory) => {
    const context = await browser.newContext();
    await answer(context, directory, codeOf(page, "html"));
    const opened = await context.newPage();
    await opened.goto("http://localhost/ring.html");
    const found = await opened.waitForSelector("#log-prob:not(:empty)");
    const numbers = (await found.textContent())!.split(", ").map(Number);
    expect(numbers[0]).toBeCloseTo(-0.83, 1);
    expect(numbers[1]).toBeCloseTo(-7.04, 1);
  });
  await browser.close();
});

/** Serves the page and its model, and ONNX Runtime in place of its host on the internet. */
async function answer(context: BrowserContext, directory: string, html: string): Promise<void> {
  const runtime = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
  await context.route("https://cdn.jsdelivr.net/**", async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1)!;
    const contentType = name.endsWith("wasm") ? "application/wasm" : "text/javascript";
    const headers = { "access-control-allow-origin": "*" };
    await route.fulfill({ body: await readFile(join(runtime, name)), contentType, headers });
  });
  await context.route("http://localhost/**", async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    await (name.endsWith(".html")
      ? route.fulfill({ body: html, contentType: "text/html" })
      : route.fulfill({ body: await readFile(join(directory, name)) }));
  });
}

function ebmLines(code: string): string[][] {
  return code
    .split("\n")
    .filter((line) => line.startsWith("npx ebm "))
    .map((line) => line.replace(/ #.*/, "").trim().split(/\s+/).slice(2));
}
