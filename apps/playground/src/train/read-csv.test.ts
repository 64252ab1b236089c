import { expect, test } from "vitest";
import { readCsv } from "./read-csv.js";

const rows = Array.from({ length: 20 }, (_, i) => `${i};name;${i * i}`);

test("takes the first two columns of numbers, standardized", () => {
  const points = readCsv(["a;b;c", ...rows].join("\r\n"));
  expect(points).toHaveLength(40);
  const first = points.filter((_, i) => i % 2 === 0);
  expect(first.reduce((a, b) => a + b)).toBeCloseTo(0, 4);
  expect(first.reduce((sum, x) => sum + x * x, 0) / 20).toBeCloseTo(1, 4);
});

test("refuses a file of few rows, and a constant column", () => {
  expect(() => readCsv("1,2\n3,4")).toThrow("The file has 2 rows with two numbers.");
  expect(() => readCsv(rows.map((_, i) => `${i},7`).join("\n"))).toThrow("the same number");
});
