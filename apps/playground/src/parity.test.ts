import "@tensorflow/tfjs-backend-cpu";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { type FourCircles, fourCircles } from "../test/four-circles.js";
import { executablePath, hasChromium, launch, serveFolder } from "../test/open-page.js";

test("training in a page has the gradients and the losses of Node", async ({ skip }) => {
  if (!hasChromium) skip(`no browser at ${executablePath}: set EBM_CHROMIUM`);
  const outDir = await mkdtemp(join(tmpdir(), "ebm-parity-"));
  const root = join(import.meta.dirname, "../test/parity");
  const configFile = join(import.meta.dirname, "../vite.config.ts");
  const browser = await launch();
  try {
    await build({ root, configFile, logLevel: "error", build: { outDir, emptyOutDir: true } });
    const page = await browser.newPage();
    await serveFolder(page, outDir);
    await page.goto("http://localhost/");
    await page.waitForFunction("globalThis.fourCircles");
    const inPage = (await page.evaluate("fourCircles(200)")) as FourCircles;
    const inNode = await fourCircles(200);
    const distance = Math.max(...inNode.gradient.map((g, i) => Math.abs(g - inPage.gradient[i]!)));
    expect(distance).toBeLessThan(1e-6);
    expect(Math.abs(inPage.losses[199]! - inNode.losses[199]!)).toBeLessThan(1e-4);
  } finally {
    await browser.close();
    await rm(outDir, { recursive: true });
  }
});
