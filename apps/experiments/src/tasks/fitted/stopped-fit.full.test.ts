import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import { expect, test } from "vitest";
import { ebm } from "../../../test/ebm.js";
import { temporaryDirectory } from "../../../test/own-files.js";

test("Ctrl-C ends a fit within two seconds, and resume makes it", async () => {
  const directory = await temporaryDirectory();
  const [table, out] = [join(directory, "table.csv"), join(directory, "run")];
  const noise = normal(key(1), 1000 * 10);
  const lines = Array.from({ length: 1000 }, (_, row) => {
    const x = [...noise.subarray(10 * row, 10 * row + 10)];
    return [...x, Number(x[0]! > 0), Number(x[1]! + x[2]! > 0)].join(",");
  });
  const names = [...Array.from({ length: 10 }, (_, i) => `x${i}`), "calm", "loud"];
  await writeFile(table, [names.join(","), ...lines, ""].join("\n"));

  const run = ["run", "multilabel", "--train", table, "--labels", "calm,loud", "--budget", "10"];
  for (const part of ["start", "forest", "stack"]) {
    let stopped = 0;
    const ended = await ebm([...run, "--out", out, "--overwrite", "--json"], (line, child) => {
      if (!line.includes(`"${part}"`)) return;
      stopped = performance.now();
      child.kill("SIGINT");
    });
    expect(performance.now() - stopped, part).toBeLessThan(2000);
    expect(ended.code, ended.stderr).toBe(130);
    expect(JSON.parse(ended.stdout.trim().split("\n").at(-1)!)).toMatchObject({
      event: "interrupted",
      step: 0,
    });
  }
  expect(await readdir(out)).not.toContain("checkpoint.safetensors");
  const resumed = await ebm(["resume", out, "--json"]);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stdout).toContain('"event":"result"');
}, 300_000);
