import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const script = fileURLToPath(new URL("../test/open-in-home.ts", import.meta.url));

/** Opens a session with an empty home, and lists what is in it then. */
async function homeAfter(where: string, telemetry?: string): Promise<string[]> {
  const home = await mkdtemp(join(tmpdir(), "ebm-home-"));
  onTestFinished(() => rm(home, { recursive: true }));
  const given = telemetry === undefined ? {} : { ORT_DISABLE_TELEMETRY: telemetry };
  const node = ["--import", "tsx", "--conditions=@ebm/source", script, where];
  // only these: ONNX Runtime keeps telemetry off where it sees a test or a CI
  const options = { env: { PATH: process.env.PATH, HOME: home, ...given } };
  const { stdout } = await promisify(execFile)(process.execPath, node, options);
  expect(stdout).toBe("6\n");
  return readdir(home);
}

test.each(["main", "thread"])("ONNX Runtime leaves an empty home empty: %s", async (where) => {
  expect(await homeAfter(where)).toEqual([]);
});

test("unless its user turns telemetry on", async () => {
  expect(await homeAfter("main", "0")).not.toEqual([]);
});
