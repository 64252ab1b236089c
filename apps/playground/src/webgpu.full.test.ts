import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BrowserPages, browserPages } from "../test/browser-pages.js";
import type { FourCircles } from "../test/four-circles.js";
import { executablePath, hasChromium } from "../test/open-page.js";

describe.skipIf(!hasChromium)(`in the browser at ${executablePath}`, () => {
  let pages: BrowserPages;
  beforeAll(async () => {
    pages = await browserPages({ webgpu: true });
  });
  afterAll(() => pages.close());

  test("training on WebGPU has the gradients and the losses of WebAssembly", async () => {
    const page = await pages.open("test/parity/");
    await page.locator("[data-state=ready]").waitFor();
    const onCpu = (await page.evaluate("fourCircles(20)")) as FourCircles;
    const onGpu = (await page.evaluate("onWebgpu(20)")) as FourCircles;
    const scale = Math.max(...onCpu.gradient.map(Math.abs));
    const distances = onCpu.gradient.map((g, i) => Math.abs(g - onGpu.gradient[i]!));
    expect(Math.max(...distances)).toBeLessThan(1e-3 * scale);
    expect(Math.abs(onGpu.losses[19]! - onCpu.losses[19]!)).toBeLessThan(1e-4);
  }, 240_000);
});
