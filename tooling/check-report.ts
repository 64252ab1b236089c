import { relative } from "node:path";

/** The fields of vitest's JSON report that are used here. */
export interface TestRun {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}

export interface CheckReportInputs {
  readonly run: TestRun;
  readonly root: string;
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly seconds: number;
}

const SLOWEST = 15;

/** Returns the Markdown report of `pnpm check:full`: counts, failures and the slowest files. */
export function checkReport({ run, root, ...inputs }: CheckReportInputs): string {
  const skipped = run.numPendingTests + run.numTodoTests;
  const path = ({ name }: TestFile): string => relative(root, name).replaceAll("\\", "/");
  const slowest = run.testResults.toSorted((a, b) => duration(b) - duration(a)).slice(0, SLOWEST);
  return [
    "# All tests",
    "",
    "Written by `pnpm check:full`.",
    "",
    `- Date: ${inputs.date}`,
    `- Commit: ${inputs.commit}`,
    `- Machine: ${inputs.machine}`,
    `- Time: ${Math.round(inputs.seconds)} s`,
    `- Tests: ${run.numPassedTests} passed, ${run.numFailedTests} failed, ${skipped} skipped, in ${run.testResults.length} files`,
    "",
    ...failures(run, path),
    `## The ${SLOWEST} slowest files`,
    "",
    "| file | seconds |",
    "| --- | ---: |",
    ...slowest.map((file) => `| ${path(file)} | ${(duration(file) / 1000).toFixed(1)} |`),
    "",
  ].join("\n");
}

function failures({ testResults }: TestRun, path: (file: TestFile) => string): string[] {
  const lines = testResults
    .filter(({ status }) => status === "failed")
    .flatMap((file) => {
      const failed = file.assertionResults.filter(({ status }) => status === "failed");
      const names = failed.length > 0 ? failed.map(({ fullName }) => fullName) : ["does not load"];
      return names.map((name) => `- ${path(file)}: ${name}`);
    });
  return lines.length > 0 ? ["## Failures", "", ...lines, ""] : [];
}

function duration({ startTime, endTime }: TestFile): number {
  return endTime - startTime;
}
