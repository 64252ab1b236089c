import { expect, test } from "vitest";
import { logGamma } from "./log-gamma.js";

test("logGamma is the log of the factorial, and of √π at ½", () => {
  let factorial = 1;
  for (let n = 1; n < 30; n++) {
    expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(
      1e-12 * (1 + Math.log(factorial)),
    );
    factorial *= n;
  }
  expect(Math.abs(logGamma(0.5) - Math.log(Math.PI) / 2)).toBeLessThan(1e-12);
});

test("logGamma satisfies Legendre's duplication, near 0 and far", () => {
  for (const x of [1e-4, 0.1, 0.7, 3.3, 55, 1e4]) {
    const twice = logGamma(x) + logGamma(x + 0.5);
    const formula = (1 - 2 * x) * Math.LN2 + Math.log(Math.PI) / 2 + logGamma(2 * x);
    expect(Math.abs(twice - formula)).toBeLessThan(1e-12 * (1 + Math.abs(formula)));
  }
});
