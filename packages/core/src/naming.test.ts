import { expect, test } from "vitest";
import { listed, nearest, quoted } from "./naming.js";

test("quoted shortens a value and keeps it on one line", () => {
  expect(quoted("a\nb")).toBe("`a\\u{a}b`");
  expect(quoted("x".repeat(50))).toBe(`\`${"x".repeat(40)}…\``);
});

test("listed names the first of many", () => {
  expect(listed(["a", "b"])).toBe("`a`, `b`");
  expect(listed([..."abcdefg"])).toBe("`a`, `b`, `c`, `d`, `e` and 2 more");
});

test("nearest names the one most alike, or those that there are", () => {
  expect(nearest("Age", ["page", "age", "income"])).toBe("Did you mean `age`?");
  expect(nearest("region", ["age", "income"])).toBe("The columns are `age`, `income`.");
});
