import { cp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadCheckpoint, saveCheckpoint } from "@ebm/engine";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configOf } from "../../test/config-of.js";
import { ebmEvents as ebm } from "../../test/ebm-here.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { createRunDirectory } from "../run-files/create-run-directory.js";
import { FILES } from "../run-files/files.js";
import { labelRanking } from "../tasks/label-ranking.js";
import { versions } from "../versions.js";
import { fit } from "./fit.js";
import { loadRun } from "./load-run.js";

const STEPS = 40;

let parent: string;
let stopped: string;
let finished: string;
let directory: string;

/** A run that was stopped after some steps. */
async function stop(settings: object, after: number): Promise<string> {
  const path = join(parent, `${JSON.stringify(settings).replace(/\W/g, "")}-${after}`);
  const config = {
    ...configOf(labelRanking, "embedded-iris", {
      ...{ model: "permutahedron", steps: STEPS, samples: 8, hidden: [4] },
      ...settings,
    }),
    versions: versions(),
  };
  const run = await loadRun(path, { task: labelRanking, config });
  const lock = await createRunDirectory(path, config);
  const controller = new AbortController();
  const { signal } = controller;
  const emit = (event: { event: string; step?: number }): void => {
    if (event.event === "step" && event.step === after) controller.abort();
  };
  await fit(run, { emit, signal, checkpointSeconds: 100, lock });
  await lock.release();
  return path;
}

beforeAll(async () => {
  parent = await temporaryDirectory();
  stopped = await stop({}, 20);
  finished = join(parent, "finished");
  await cp(stopped, finished, { recursive: true });
  await ebm("resume", finished, "--json");
});

beforeEach(async () => {
  directory = join(await temporaryDirectory(), "run");
});

const config = () => join(directory, FILES.config);
const editConfig = async (from: string, to: string): Promise<void> => {
  const text = await readFile(config(), "utf8");
  expect(text).toContain(from);
  await writeFile(config(), text.replace(from, to));
};
const editCheckpoint = async (which: "checkpoint" | "best", edit: object): Promise<void> => {
  const path = join(directory, FILES[which]);
  await saveCheckpoint(path, { ...(await loadCheckpoint(path)), ...edit });
};
const damage = async (file: string): Promise<void> => {
  const path = join(directory, file);
  const bytes = await readFile(path);
  bytes[bytes.length - 10]! ^= 4;
  await writeFile(path, bytes);
};

describe("resume", () => {
  beforeEach(() => cp(stopped, directory, { recursive: true }));

  test.each([
    ["a seed", () => editConfig('"seed": 0', '"seed": 1')],
    ["a loss", () => editConfig('"loss": "logistic"', '"loss": "sparsemax"')],
    ["the number of steps", () => editConfig(`"steps": ${STEPS}`, '"steps": 50')],
    ["a version", () => editConfig('"node": "', '"node": "1')],
  ])("refuses a config with %s edited, unless it is told to", async (_, edit) => {
    await edit();
    await expect(ebm("resume", directory, "--json")).rejects.toThrow(
      /checkpoint.safetensors belongs to another config.json: .* --force\.$/,
    );
    await expect(ebm("export", directory, "--json")).rejects.toThrow("--force");
    const events = await ebm("resume", directory, "--json", "--force");
    expect(events.find(({ event }) => event === "start")).toMatchObject({ step: 20 });
    expect(events.at(-1)).toMatchObject({ event: "result" });
    expect((await ebm("export", directory, "--json")).length).toBeGreaterThan(2);
  });

  test("refuses the checkpoint of another run", async () => {
    const other = await stop({ seed: 7 }, 10);
    await cp(join(other, FILES.checkpoint), join(directory, FILES.checkpoint));
    await expect(ebm("resume", directory, "--json")).rejects.toThrow("belongs to another config");
  });

  test("refuses a step that is not of the run", async () => {
    await editCheckpoint("checkpoint", { step: STEPS + 1 });
    await expect(ebm("resume", directory, "--json")).rejects.toThrow(
      `is of step ${STEPS + 1}, expected ${STEPS} at most.`,
    );
  });

  test.each([
    ["removed", () => rm(join(directory, FILES.metrics))],
    ["shortened", () => truncate(join(directory, FILES.metrics), 100)],
    [
      "changed",
      async () => {
        const path = join(directory, FILES.metrics);
        await writeFile(path, (await readFile(path, "utf8")).replace('"loss":', '"loss":1'));
      },
    ],
  ])("refuses a log that was %s, unless it is told to", async (_, change) => {
    await change();
    await expect(ebm("resume", directory, "--json")).rejects.toThrow(
      /metrics.jsonl is not what its run wrote/,
    );
    const events = await ebm("resume", directory, "--json", "--force");
    expect(events.at(-1)).toMatchObject({ event: "result" });
  });

  test("goes on from the checkpoint before, if the last is damaged, and says so", async () => {
    await damage(FILES.checkpoint);
    const events = await ebm("resume", directory, "--json");
    expect(events[0]).toMatchObject({
      event: "notes",
      notes: [
        expect.stringMatching(/checkpoint.safetensors cannot be read .* is damaged/),
        "The run continues from the previous checkpoint, of step 20.",
      ],
    });
    for (const name of [FILES.checkpoint, FILES.metrics]) {
      const [a, b] = [await readFile(join(directory, name)), await readFile(join(finished, name))];
      expect(a.equals(b), name).toBe(true);
    }
  });

  test("refuses two damaged checkpoints, and starts anew without them", async () => {
    await damage(FILES.checkpoint);
    await damage(FILES.previous);
    await expect(ebm("resume", directory, "--json")).rejects.toThrow(/Remove .* to start again/);
    for (const name of [FILES.checkpoint, FILES.previous]) await rm(join(directory, name));
    const events = await ebm("resume", directory, "--json");
    expect(events[0]).toMatchObject({ event: "start", step: 0 });
  });

  test("says that versions differ", async () => {
    const before = await stop({ seed: 3 }, 10);
    const path = join(before, FILES.config);
    await writeFile(path, (await readFile(path, "utf8")).replace('"node": "', '"node": "1'));
    const events = await ebm("resume", before, "--json", "--force");
    expect(events[0]).toMatchObject({
      event: "notes",
      notes: [
        expect.stringMatching(
          /^The run continues with node .* instead of 1.*: its last bits may differ/,
        ),
      ],
    });
  });
});

describe("a finished run", () => {
  beforeEach(() => cp(finished, directory, { recursive: true }));

  test("tells its result again", async () => {
    const [event] = await ebm("resume", directory, "--json");
    expect(event).toMatchObject({ event: "result", metrics: { kendallTau: expect.any(Number) } });
  });

  test.each([
    ["{}", /result.json: `step` is wrong: .* Remove it, and `ebm resume` writes it again\.$/],
    ["null", /result.json: `` is wrong/],
    ['{"step": 1', /result.json is not JSON/],
  ])("whose result is %s is refused", async (text, message) => {
    await writeFile(join(directory, FILES.result), text);
    await expect(ebm("resume", directory, "--json")).rejects.toThrow(message);
    await expect(ebm("export", directory, "--json")).rejects.toThrow(message);
    await rm(join(directory, FILES.result));
    expect((await ebm("resume", directory, "--json")).at(-1)).toMatchObject({ event: "result" });
  });

  test("whose config was edited is refused, unless one insists", async () => {
    await editConfig('"seed": 0', '"seed": 1');
    await expect(ebm("resume", directory, "--json")).rejects.toThrow("is the result of another");
    await expect(ebm("export", directory, "--json")).rejects.toThrow("--force");
    expect(await ebm("export", directory, "--json", "--force")).not.toEqual([]);
  });

  test("whose parameters were replaced is not exported, unless one insists", async () => {
    await cp(join(stopped, FILES.checkpoint), join(directory, FILES.checkpoint));
    await expect(ebm("export", directory, "--json")).rejects.toThrow(
      /checkpoint.safetensors does not belong to result.json/,
    );
    expect(await ebm("export", directory, "--json", "--force")).not.toEqual([]);
  });
});

test("a model that is worse than no model is said to be so", async () => {
  const data = await temporaryDirectory();
  const settings = ["--steps", "5", "--learning-rate", "10", "--samples", "8", "--hidden", "4"];
  const file = await writeRankings(data);
  const out = join(data, "run");
  const run = ["run", "label-ranking", "--file", file, "--model", "permutahedron", "--out", out];
  const events = await ebm(...run, ...settings, "--json");
  const worse = expect.stringMatching(/^The model is worse than .* on the test rows: its /);
  expect(events.at(-1)).toMatchObject({ event: "result", warnings: [worse] });
  const result = await readFile(join(out, FILES.result), "utf8");
  expect(result.split("\n")[2]).toContain("The model is worse than");
  expect(await readFile(join(out, FILES.page), "utf8")).toContain("Warning: The model is worse");
});
