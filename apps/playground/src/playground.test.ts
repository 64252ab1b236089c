import "@tensorflow/tfjs-backend-cpu";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltPages, buildPages } from "../test/build-pages.js";
import { type FourCircles, fourCircles } from "../test/four-circles.js";
import {
  executablePath,
  hasChromium,
  launch,
  type Served,
  serveFolder,
} from "../test/open-page.js";

describe.skipIf(!hasChromium)(`in the browser at ${executablePath}`, () => {
  let browser: Browser;
  let built: BuiltPages;
  let served: Served;
  beforeAll(async () => {
    [built, browser] = await Promise.all([buildPages(), launch()]);
    served = await serveFolder(built.folder);
  });
  afterAll(async () => {
    served.close();
    await Promise.all([browser.close(), built.remove()]);
  });

  /** Opens a page that fails the test on an error or a refusal by the policy. */
  async function open(address: string, problems: string[] = []): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.on("pageerror", ({ message }) => problems.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(`${served.origin}/${address}`);
    return page;
  }

  test("training has the gradients and the losses of Node", async () => {
    const page = await open("test/parity/");
    await page.waitForFunction("globalThis.fourCircles");
    const inPage = (await page.evaluate("fourCircles(200)")) as FourCircles;
    const inNode = await fourCircles(200);
    const distances = inNode.gradient.map((g, i) => Math.abs(g - inPage.gradient[i]!));
    expect(Math.max(...distances)).toBeLessThan(1e-6);
    expect(Math.abs(inPage.losses[199]! - inNode.losses[199]!)).toBeLessThan(1e-4);
  });

  test("the page trains, shows what it learns, and keeps its state in the address", async () => {
    const problems: string[] = [];
    const page = await open("#train?data=two+moons&steps=100&width=16&waves=0", problems);
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByRole("button", { name: "Train again" }).waitFor();
    expect(await page.locator(".chart").first().textContent()).toMatch(/smoothed \d\.\d/);
    await page.getByLabel("Loss", { exact: true }).selectOption("nce");
    expect(new URL(page.url()).hash).toContain("method=nce");
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
