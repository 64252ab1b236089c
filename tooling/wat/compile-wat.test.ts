import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect, test } from "vitest";
import { compileWat, modulePath, watFiles } from "./compile-wat.js";

test.each(watFiles().map((path) => [relative(".", path), path]))(
  "%s is compiled",
  async (_, path) => {
    expect(readFileSync(modulePath(path), "utf8")).toBe(await compileWat(path));
  },
);
