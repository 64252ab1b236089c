import type { ChildProcess } from "node:child_process";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { loadCheckpoint } from "@ebm/engine";
import { beforeEach, expect, test } from "vitest";
import { type Ended, ebm } from "../../test/ebm.js";
import { temporaryDirectory, writeRankings } from "../../test/own-files.js";
import { FILES } from "../run-files/files.js";

const STEPS = 300;

let out: string;
let run: string[];
beforeEach(async () => {
  const directory = await temporaryDirectory();
  out = join(directory, "run");
  const file = await writeRankings(directory);
  const settings = ["--model", "permutahedron", "--steps", `${STEPS}`, "--batch-size", "16"];
  run = [
    "run",
    "label-ranking",
    "--file",
    file,
    ...settings,
    "--out",
    out,
    "--json",
    "--checkpoint-every",
    "0.05",
  ];
});

/** Does something to a run once it has made so many steps. */
const atStep =
  (step: number, act: (child: ChildProcess) => void) =>
  (line: string, child: ChildProcess): void => {
    const event = JSON.parse(line);
    if (event.event === "step" && event.step === step) act(child);
  };

async function expectWhole(): Promise<void> {
  const lines = (await readFile(join(out, FILES.metrics), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).step)).toEqual(
    Array.from({ length: STEPS }, (_, i) => i + 1),
  );
  expect((await loadCheckpoint(join(out, FILES.checkpoint))).step).toBe(STEPS);
  expect(await readdir(out)).not.toContain(FILES.lock);
}

test.each([2, 6])(
  "one of %i runs of one directory wins, and the others say so",
  async (count) => {
    const tries = Array.from({ length: count }, (_, i) => ebm([...run, "--seed", `${i}`]));
    const ended = await Promise.all(tries);
    expect(ended.filter(({ code }) => code === 0)).toHaveLength(1);
    for (const { code, stderr } of ended) {
      if (code !== 0) expect(stderr).toMatch(/is in use by process \d+|holds a (finished )?run/);
    }
    await expectWhole();
  },
  120_000,
);

test.each([2, 4])(
  "one of %i resumes of one run wins, and the others say so",
  async (count) => {
    await ebm(
      run,
      atStep(50, (child) => child.kill("SIGKILL")),
    );
    const ended = await Promise.all(
      Array.from({ length: count }, () => ebm(["resume", out, "--json"])),
    );
    // one that comes when it is finished tells the result
    const trained = ended.filter(({ stdout }) => stdout.includes('"event":"start"'));
    expect(trained).toHaveLength(1);
    for (const { code, stderr } of ended) {
      if (code !== 0) expect(stderr).toContain("is in use by process");
    }
    await expectWhole();
  },
  120_000,
);

/** Stops a run as Ctrl-Z does, does something, and lets it go on to its end. */
async function stopped(act: () => Promise<void>): Promise<Ended> {
  let acted: Promise<void> = Promise.resolve();
  const ended = await ebm(
    run,
    atStep(50, (child) => {
      child.kill("SIGSTOP");
      acted = act().finally(() => child.kill("SIGCONT"));
    }),
  );
  await acted;
  return ended;
}

test("a run that is stopped keeps its directory", async () => {
  const { code, stderr } = await stopped(async () => {
    for (const command of [
      ["resume", out],
      ["export", out],
      [...run, "--overwrite"],
    ]) {
      const other = await ebm(command);
      expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("is in use by")]);
    }
  });
  expect(code, stderr).toBe(0);
  await expectWhole();
}, 120_000);

test("a run whose lock was taken away writes nothing more", async () => {
  let written = 0;
  const { code, stderr } = await stopped(async () => {
    await rm(join(out, FILES.lock));
    expect((await ebm(["resume", out])).code).toBe(0);
    written = (await stat(join(out, FILES.checkpoint))).mtimeMs;
  });
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("is no longer locked by this process"),
  ]);
  expect((await stat(join(out, FILES.checkpoint))).mtimeMs).toBe(written);
  await expectWhole();
}, 120_000);

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends a run in any phase, and resume goes on",
  async (signal) => {
    for (const phase of ["Evaluating", "Writing and verifying"]) {
      let sent = Number.POSITIVE_INFINITY;
      const ended = await ebm([...run, "--overwrite"], (line, child) => {
        if (!line.includes(`"phase":"${phase}`) || sent < Number.POSITIVE_INFINITY) return;
        sent = performance.now();
        child.kill(signal);
      });
      expect(performance.now() - sent, phase).toBeLessThan(4000);
      if (phase === "Evaluating") {
        expect(ended.code).toBe(signal === "SIGINT" ? 130 : 143);
        const last = JSON.parse(ended.stdout.trim().split("\n").at(-1)!);
        expect(last).toEqual({ event: "interrupted", run: out, step: STEPS });
      } else {
        expect(ended.signal).toBe(signal); // which a shell tells as 130 or 143
      }
    }
    expect((await ebm(["resume", out])).code).toBe(0);
    await expectWhole();
  },
  240_000,
);

test("a second signal ends a run at once", async () => {
  const { code } = await ebm(
    run,
    atStep(50, (child) => {
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGINT"), 400);
    }),
  );
  expect(code).toBe(130);
  expect((await ebm(["resume", out])).code).toBe(0);
  await expectWhole();
}, 120_000);
