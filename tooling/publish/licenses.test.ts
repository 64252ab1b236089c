import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../workspace.js";

/** Licenses that ask for nothing but a notice. */
const permissive = [
  ...["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC"],
  ...["MIT", "OFL-1.1", "Unlicense"],
];
/** The renderer of PNG plots. The app asks for it unmodified, and no package does. */
const known = ["@resvg/resvg-js"];

type Licenses = Readonly<Record<string, readonly { readonly name: string }[]>>;

test("nothing that is shipped is copyleft", async () => {
  const filters = ["--filter=./packages/*", "--filter=@ebm/experiments"];
  const licenses: Licenses = JSON.parse(
    execFileSync("pnpm", ["licenses", "list", "--prod", "--json", ...filters], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  // A file for each platform has the license of the package that asks for it.
  const isOfPlatform = (name: string): boolean =>
    /(linux|darwin|win32|windows|android|freebsd)/.test(name);
  const lines = Object.entries(licenses)
    .map(([license, packages]) => {
      const names = packages.map(({ name }) => name).filter((name) => !isOfPlatform(name));
      const parts = license.replace(/[()]/g, "").split(/ AND | OR /);
      const isAllowed = parts.every((part) => permissive.includes(part));
      const refused = isAllowed ? [] : names.filter((name) => !known.includes(name));
      expect(refused, license).toEqual([]);
      return names.length > 0 ? `- **${license}**: ${names.sort().join(", ")}` : "";
    })
    .filter(Boolean)
    .sort();
  const report = `# Licenses of what is shipped\n\nThe packages that ours ask for when they are installed, by license.\n\n${lines.join("\n")}\n`;
  await expect(report).toMatchFileSnapshot(join(import.meta.dirname, "reports/licenses.md"));
});
