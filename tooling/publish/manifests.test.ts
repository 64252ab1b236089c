import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Manifest, members, root } from "../workspace.js";

const { hooks } = (await import(`${root}/.pnpmfile.mjs`)) as {
  readonly hooks: { beforePacking(manifest: object): Manifest & Record<string, unknown> };
};
const published = [...members("packages"), ...members("apps")].filter(
  ({ manifest }) => !manifest.private,
);

describe.each(published)("$name, packed", ({ manifest, path }) => {
  const packed = hooks.beforePacking(structuredClone(manifest)) as Manifest &
    Record<string, unknown>;

  test("says where it is from, and where to report a bug", () => {
    const directory = path.slice(root.length + 1);
    expect(packed).toMatchObject({
      repository: { type: "git", url: expect.stringMatching(/^git\+https:.*\.git$/), directory },
      homepage: expect.stringMatching(/^https:.*#readme$/),
      bugs: { url: expect.stringMatching(/^https:.*\/issues$/) },
      keywords: expect.arrayContaining(["energy-based-models"]),
      license: "MIT",
      publishConfig: { access: "public", provenance: true },
      engines: { node: ">=22" },
    });
  });

  test("has a changelog, once it has a version, and no path of the workspace", () => {
    expect(packed.files).toContain("CHANGELOG.md");
    expect(JSON.stringify([packed.exports, packed.imports])).not.toContain("src/");
  });
});

test("every package asks for the same Node", () => {
  const all = [...members("packages"), ...members("apps"), ...members("tooling")];
  const engines = all.map(({ manifest }) => (manifest as { engines?: unknown }).engines);
  expect(new Set(engines.filter(Boolean).map((it) => JSON.stringify(it)))).toEqual(
    new Set([JSON.stringify({ node: ">=22" })]),
  );
});

test("the one address is in the manifest of the workspace", () => {
  const { repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const pattern = repository.url.includes("OWNER") ? "github.com/OWNER/" : repository.url;
  const found = execFileSync("git", ["grep", "-lF", pattern, "--", ":!tooling/publish"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(found.trim().split("\n")).toEqual(["package.json"]);
});

test("a release without an address is refused", () => {
  const { repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const check = join(root, "tooling/publish/check-address.ts");
  const { status, stderr } = spawnSync(process.execPath, [check], { encoding: "utf8" });
  const isFilled = !repository.url.includes("OWNER");
  expect(status).toBe(isFilled ? 0 : 1);
  if (!isFilled) expect(stderr).toContain("expected the address of the repository");
});

test("the repository has a license, a citation and a security policy", () => {
  for (const name of ["LICENSE", "CITATION.cff", "SECURITY.md"]) {
    expect(existsSync(join(root, name)), name).toBe(true);
  }
});
