import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import { drawn, meanLogProb } from "../../test/mixture-points.js";
import { gaussian } from "../proposals/gaussian.js";
import { studentT } from "../proposals/student-t.js";
import { fitGaussian } from "./fit-gaussian.js";
import { fitStudentT } from "./fit-student-t.js";

describe("fitStudentT", () => {
  test("recovers location, scale and degrees along each coordinate", () => {
    const heavy = studentT({ location: [1, -2], scale: [0.5, 3], degrees: [2, 8] });
    const { location, scale, degrees } = fitStudentT(drawn(heavy, 4000, 8));
    expectClose(location, [1, -2], { atol: 0.15 });
    expectClose(scale, [0.5, 3], { rtol: 0.08 });
    expectClose(degrees.map(Math.log), [2, 8].map(Math.log), { atol: 0.3 });
  });

  test("is more likely than the Gaussian where tails are heavy", () => {
    const heavy = drawn(studentT({ location: [0], scale: [1], degrees: [2] }), 2000, 9);
    const t = meanLogProb(studentT(fitStudentT(heavy)), heavy);
    expect(t).toBeGreaterThan(meanLogProb(gaussian(fitGaussian(heavy)), heavy) + 0.1);
  });

  test("has many degrees for Gaussian points", () => {
    const light = { data: normal(key(10), 4000), shape: [4000, 1] } as const;
    expect(fitStudentT(light).degrees[0]).toBeGreaterThan(20);
  });
});
