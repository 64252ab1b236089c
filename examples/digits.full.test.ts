import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("a convolutional energy makes held-out digits likelier", { timeout: 180_000 }, ({ skip }) => {
  const program = join(import.meta.dirname, "digits.ts");
  const node = ["--import", import.meta.resolve("tsx"), "--conditions=@ebm/source"];
  const printed = execFileSync(process.execPath, [...node, program], { encoding: "utf8" });
  if (printed.startsWith("loadImages: ")) skip(printed);

  const numberIn = (line: RegExp) => Number(printed.match(line)?.[1]);
  // 196 fair bits have 135.9 nats
  expect(numberIn(/^Held-out loss: .* or ([\d.]+) with/m)).toBeLessThan(37);
  const gain = numberIn(/^Gain: ([\d.]+) nats/m);
  expect(gain).toBeGreaterThan(0.4);
  expect(gain).toBeGreaterThan(5 * numberIn(/standard error of ([\d.]+)$/m));
  expect(numberIn(/^Effective samples .*: ([\d.]+) %$/m)).toBeGreaterThan(20);
});
