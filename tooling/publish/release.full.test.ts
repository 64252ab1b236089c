import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { members, root } from "../workspace.js";

// A rehearsal of a release, in a clone: versions from the changesets, then tarballs.

const folder = mkdtempSync(join(tmpdir(), "ebm-release-"));
const clone = join(folder, "clone");
const tarballs = join(folder, "tarballs");
const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: clone, encoding: "utf8", stdio: "pipe" });

beforeAll(() => {
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${root}`, clone]);
  run("pnpm", "install", "--frozen-lockfile", "--prefer-offline", "--ignore-scripts");
  run("pnpm", "changeset", "version");
  run("pnpm", "-r", "--filter=./packages/*", "pack", `--pack-destination=${tarballs}`);
}, 10 * 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("each package gets a version and a changelog", () => {
  for (const { name } of members("packages")) {
    const short = name.replace("@ebm/", "");
    const tarball = readdirSync(tarballs).find((it) => new RegExp(`^ebm-${short}-\\d`).test(it));
    expect(tarball, name).not.toContain("-0.0.0");
    const files = run("tar", "-tf", join(tarballs, tarball!));
    for (const file of ["LICENSE", "README.md", "CHANGELOG.md", "package.json"]) {
      expect(files.split("\n"), name).toContain(`package/${file}`);
    }
    const manifest = JSON.parse(
      run("tar", "-xOf", join(tarballs, tarball!), "package/package.json"),
    );
    expect(manifest, name).toMatchObject({
      repository: { directory: `packages/${short}` },
      publishConfig: { access: "public", provenance: true },
    });
    const dependencies = Object.entries({ ...manifest.dependencies }).map(([, range]) => range);
    expect(dependencies.filter((range) => /workspace|catalog/.test(String(range)))).toEqual([]);
  }
});

test("pnpm refuses to publish while the address is missing", () => {
  const { status, stdout, stderr } = spawnSync(
    "pnpm",
    ["publish", "--dry-run", "--no-git-checks"],
    { cwd: join(clone, "packages/optim"), encoding: "utf8" },
  );
  const isFilled = !run("cat", "package.json").includes("/OWNER/");
  expect(status === 0, stdout + stderr).toBe(isFilled);
  if (!isFilled) expect(stdout + stderr).toContain("expected the address of the repository");
});
