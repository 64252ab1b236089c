import "@tensorflow/tfjs-backend-cpu";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BrowserPages, browserPages, violations } from "../test/browser-pages.js";
import { type FourCircles, fourCircles } from "../test/four-circles.js";
import { executablePath, hasChromium } from "../test/open-page.js";

// Without a browser these are skipped: EBM_CHROMIUM is its address.
describe.skipIf(!hasChromium)(`in the browser at ${executablePath}`, () => {
  let pages: BrowserPages;
  beforeAll(async () => {
    pages = await browserPages();
  });
  afterAll(() => pages.close());

  test("training has the gradients and the losses of Node", async () => {
    const page = await pages.open("test/parity/");
    await page.locator("[data-state=ready]").waitFor();
    const inPage = (await page.evaluate("fourCircles(200)")) as FourCircles;
    const inNode = await fourCircles(200);
    const distances = inNode.gradient.map((g, i) => Math.abs(g - inPage.gradient[i]!));
    expect(Math.max(...distances)).toBeLessThan(1e-6);
    expect(Math.abs(inPage.losses[199]! - inNode.losses[199]!)).toBeLessThan(1e-4);
  });

  test("the page trains, shows what it learns, and keeps its state in the address", async () => {
    const problems: string[] = [];
    const page = await pages.open("#train?data=two+moons&steps=100&width=16&waves=0", { problems });
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByRole("button", { name: "Train again" }).waitFor({ timeout: 50_000 });
    expect(await page.locator(".chart").first().textContent()).toMatch(/smoothed \d\.\d/);
    expect(await page.locator(".check").textContent()).toContain("log Z is");
    await page.getByLabel("Loss", { exact: true }).selectOption("nce");
    expect(new URL(page.url()).hash).toContain("method=nce");
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
