import { expect, test } from "vitest";
import { checkReport } from "./check-report.js";

test("lists counts, failures and the slowest files first", () => {
  const file = (name: string, seconds: number, failed: readonly string[] = []) => ({
    name: `/repository/${name}`,
    status: failed.length > 0 ? "failed" : "passed",
    startTime: 1000,
    endTime: 1000 + seconds * 1000,
    assertionResults: failed.map((fullName) => ({ fullName, status: "failed" })),
  });
  const report = checkReport({
    run: {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [file("quick.test.ts", 0.1), file("slow.test.ts", 9.96, ["the law holds"])],
    },
    root: "/repository",
    date: "2030-01-02",
    commit: "abc1234",
    machine: "2 cores",
    seconds: 61.4,
  });
  expect(report).toContain("- Tests: 5 passed, 1 failed, 2 skipped, in 2 files\n");
  expect(report).toContain("- slow.test.ts: the law holds\n");
  expect(report).toContain("| slow.test.ts | 10.0 |\n| quick.test.ts | 0.1 |\n");
});
