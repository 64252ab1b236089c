import { join } from "node:path";
import { expect, test } from "vitest";
import { members } from "../workspace.js";
import { apiReport } from "./api-report.js";

const published = [...members("packages"), ...members("apps")].filter(
  ({ manifest }) => !manifest.private,
);
const entries = published.flatMap(({ name, path, manifest }) =>
  Object.entries(manifest.exports ?? {}).flatMap(([entry, targets]) => {
    const named = entry === "." ? name : `${name}${entry.slice(1)}`;
    return sourcesOf(targets["@ebm/source"]).map(([condition, file]) => ({
      entry: condition === "default" ? named : `${named} (${condition})`,
      file: join(path, file),
    }));
  }),
);

// If a change is wanted, run `pnpm api`, and explain the change in a changeset.
test.each(entries)("the public API of $entry is that of its report", async ({ entry, file }) => {
  const report = `# ${entry}\n\n\`\`\`ts\n${apiReport(file)}\n\`\`\`\n`;
  const path = join(
    import.meta.dirname,
    "reports",
    `${entry.slice(5).replace(/[/ ]/g, ".").replace(/[()]/g, "")}.api.md`,
  );
  await expect(report).toMatchFileSnapshot(path);
});

/** Lists the source of each condition: one, or another one for browsers. */
function sourcesOf(target: unknown): (readonly [condition: string, file: string])[] {
  if (typeof target === "string") return [["default", target]];
  return Object.entries(target as Record<string, string>);
}
