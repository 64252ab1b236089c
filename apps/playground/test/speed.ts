// Compares the speed of a training step in Node and in a page, on four circles with the settings of the
// page. Quantiles of steps, because the machine may be busy.
import "@tensorflow/tfjs-backend-cpu";
import { planeDefaults } from "../src/plane/plane-config.js";
import { browserPages } from "./browser-pages.js";
import { type FourCircles, fourCircles } from "./four-circles.js";

const STEPS = 300;
const { waves, width, batch, samples } = planeDefaults;
const settings = { waves, width, batch, samples };

const tell = (where: string, { times }: FourCircles): void => {
  const sorted = times.slice(20).sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(share * sorted.length)]!.toFixed(2);
  console.log(`${where.padEnd(28)} fastest ${at(0)} ms, a tenth ${at(0.1)}, median ${at(0.5)}`);
};

for (const threads of [1, 2]) {
  const pages = await browserPages({ isolated: threads > 1 });
  const page = await pages.open("test/parity/");
  await page.locator("[data-state=ready]").waitFor();
  const options = JSON.stringify({ ...settings, threads });
  tell(`page, wasm, ${threads} threads`, await page.evaluate(`fourCircles(${STEPS}, ${options})`));
  await pages.close();
  tell(`Node, onnx, ${threads} threads`, await fourCircles(STEPS, { ...settings, threads }));
}
