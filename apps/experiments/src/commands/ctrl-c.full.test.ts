import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ebm } from "../../test/ebm.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";

let [home, table] = ["", ""];
const path = (name: string): string => join(home, name);

beforeAll(async () => {
  home = await temporaryDirectory();
  table = await writeRankings(home, 4000);
  const run = ["run", "label-ranking", "--file", await writeRankings(home), "--budget", "0.2"];
  expect(await ebm([...run, "--out", path("run")])).toMatchObject({ code: 0 });
  expect(await ebm(["export", path("run"), "--model", path("model")])).toMatchObject({ code: 0 });
}, 120_000);

const commands: Record<string, (to: string) => readonly string[]> = {
  predict: (to) => ["predict", path("model"), "--file", table, "--out", join(to, "answers.csv")],
  evaluate: () => ["evaluate", path("model"), "--file", table],
  sample: (to) => ["sample", path("model"), "--file", table, "--out", join(to, "samples.csv")],
  verify: () => ["verify", path("run/log-prob.onnx"), "--in", "node"],
  export: (to) => ["export", path("run"), "--out", to],
  reproduce: (to) => ["reproduce", "snl", "--figure", "snl-surface", "--out", to],
};

test.each(Object.entries(commands))(
  "Ctrl-C ends %s within two seconds, and leaves no half-written file",
  async (name, command) => {
    const whole = join(home, `${name}-whole`);
    await cp(path("run"), whole, { recursive: true });
    const start = performance.now();
    const undisturbed = await ebm(command(whole));
    expect(undisturbed.code, undisturbed.stderr).toBe(0);
    const milliseconds = performance.now() - start;
    for (const share of [0.4, 0.7, 0.9]) {
      const directory = await temporaryDirectory();
      let stopped = Number.POSITIVE_INFINITY;
      const { code, signal, stderr } = await ebm(command(directory), {
        onStart: (child) =>
          setTimeout(() => {
            stopped = performance.now();
            child.kill("SIGINT");
          }, share * milliseconds).unref(),
      });
      expect(performance.now() - stopped, `${name} at ${share}`).toBeLessThan(2000);
      // a command with nothing to save is ended by the signal itself
      if (code !== 0) expect(code ?? signal, stderr).toBeOneOf([130, "SIGINT"]);
      const names = await readdir(directory, { recursive: true });
      expect(names.filter((file) => /\.tmp|\.[0-9a-f]{8,}$/.test(file))).toEqual([]);
    }
  },
  180_000,
);
