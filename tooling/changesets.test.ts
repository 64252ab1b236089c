import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { members, root } from "./workspace.js";

const packages = [...members("packages"), ...members("apps")]
  .filter(({ manifest }) => !manifest.private)
  .map(({ name }) => name);

test("every changeset names packages that exist, and the symbol that changed", () => {
  for (const file of globSync(".changeset/*.md", { cwd: root })) {
    const text = readFileSync(join(root, file), "utf8");
    expect(text, file).toMatch(
      /^---\n("@ebm\/[a-z-]+": (patch|minor|major)\n)+---\n\n\p{Lu}.*`.+`.*\.\n$/su,
    );
    const [, front] = text.split("---\n");
    const named = [...front!.matchAll(/"(.+?)"/g)].map(([, name]) => name);
    expect(packages, file).toEqual(expect.arrayContaining(named));
  }
});
