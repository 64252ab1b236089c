import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./workspace.js";

const file = (name: string): string => join(root, "deploy", name);

test("systemd accepts the service", ({ skip }) => {
  const { error, stderr, status } = spawnSync(
    "systemd-analyze",
    ["verify", "--man=no", file("ebm-worker@.service")],
    { encoding: "utf8" },
  );
  if (error) skip("no systemd-analyze");
  // it also reports services of the machine
  expect(stderr.split("\n").filter((line) => line.includes("ebm-worker"))).toEqual([]);
  expect(status).toBe(0);
});

test("Kubernetes accepts the deployment", ({ skip }) => {
  const python = process.env.EBM_PYTHON ?? "python3";
  const { status } = spawnSync(python, ["-c", "import kubernetes_validate"]);
  if (status !== 0) skip(`no kubernetes-validate in ${python}: set EBM_PYTHON`);
  const program = `
import sys, yaml, kubernetes_validate
for document in yaml.safe_load_all(open(sys.argv[1])):
    kubernetes_validate.validate(document, kubernetes_validate.latest_version(), strict=True)`;
  const checked = spawnSync(python, ["-c", program, file("ebm-worker.yaml")], { encoding: "utf8" });
  expect(checked.stderr).toBe("");
  expect(checked.status).toBe(0);
});

test("bash accepts the Slurm script, which needs a database", () => {
  expect(spawnSync("bash", ["-n", file("ebm-worker.sbatch")]).status).toBe(0);
  const env = { PATH: process.env.PATH };
  const run = spawnSync("bash", [file("ebm-worker.sbatch")], { env, encoding: "utf8" });
  expect(run.status).not.toBe(0);
  expect(run.stderr).toContain("EBM_DATABASE_URL: set it to the PostgreSQL of the sweep");
});

test.each(["ebm-worker@.service", "ebm-worker.sbatch", "ebm-worker.yaml"])(
  "%s only starts `ebm worker`, with options that exist",
  (name) => {
    const text = readFileSync(file(name), "utf8").replaceAll(/["',[\]]/g, " ");
    const [command] = text.match(/\bebm +worker +--.*/)!;
    const source = readFileSync(join(root, "apps/experiments/src/commands/worker.ts"), "utf8");
    for (const [option] of command.matchAll(/--[\w-]+/g)) expect(source).toContain(`"${option} <`);
  },
);
