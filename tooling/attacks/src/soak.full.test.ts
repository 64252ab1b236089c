import { expect, test } from "vitest";
import { runSoak } from "./run-soak.js";

test("a server under attack gives no wrong answer, and loses no worker and no request", async () => {
  const { wrong, unexpected, health, atStop, exitCode, answers } = await runSoak({
    seconds: 20,
    seed: 1,
  });
  expect({ wrong, unexpected, lost: atStop.lost, idle: health.idle, exitCode }).toEqual({
    wrong: 0,
    unexpected: [],
    lost: 0,
    idle: 2,
    exitCode: 0,
  });
  expect(answers.get("steady 200")).toBeGreaterThan(100);
}, 120_000);
