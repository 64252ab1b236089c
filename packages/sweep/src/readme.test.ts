import { test } from "vitest";

test("the README runs", () => import("../README.md.ts"));
