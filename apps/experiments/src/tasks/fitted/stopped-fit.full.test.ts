import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import { expect, test } from "vitest";
import { ebm } from "../../../test/ebm.js";
import { temporaryDirectory } from "../../../test/own-files.js";

const FEATURES = 10;

const cases = [
  {
    task: "multilabel",
    options: (table: string) => ["--train", table, "--labels", "calm,loud", "--budget", "20"],
    names: ["calm", "loud"],
    targets: (x: readonly number[]) => [Number(x[0]! > 0), Number(x[1]! + x[2]! > 0)],
    parts: ["start", "logistic", "extra trees", "stack"],
  },
  {
    task: "multilabel",
    options: (table: string) => [
      ...["--train", table, "--labels", "calm,loud", "--budget", "60"],
      ...["--base", "independent", "--energy", "mlp"],
    ],
    names: ["calm", "loud"],
    targets: (x: readonly number[]) => [Number(x[0]! > 0), Number(x[0]! + x[2]! > 0)],
    parts: ["chain"],
  },
  {
    task: "label-ranking",
    options: (table: string) => ["--file", table, "--budget", "5"],
    names: ["ranking"],
    targets: (x: readonly number[]) => [
      [..."abcdef"].sort((a, b) => x[b.charCodeAt(0) - 97]! - x[a.charCodeAt(0) - 97]!).join(">"),
    ],
    parts: ["start", "networks", "extra trees", "stack"],
  },
];

test.each(cases)(
  "Ctrl-C ends a fit of $task within two seconds, and resume makes it",
  async (it) => {
    const { task, names, targets, parts } = it;
    const directory = await temporaryDirectory();
    const [table, out] = [join(directory, "table.csv"), join(directory, "run")];
    const noise = normal(key(1), 2000 * FEATURES);
    const lines = Array.from({ length: 2000 }, (_, row) => {
      const x = [...noise.subarray(FEATURES * row, FEATURES * (row + 1))];
      return [...x, ...targets(x)].join(",");
    });
    const columns = [...Array.from({ length: FEATURES }, (_, i) => `x${i}`), ...names];
    await writeFile(table, [columns.join(","), ...lines, ""].join("\n"));

    const run = ["run", task, ...it.options(table)];
    for (const part of parts) {
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
  },
  180_000,
);
