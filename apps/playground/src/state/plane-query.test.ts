import { expect, test } from "vitest";
import { planeDefaults } from "../plane/plane-config.js";
import { planeFromQuery, planeToQuery } from "./plane-query.js";

test("settings come back from a query, which has those that differ", () => {
  const config = { ...planeDefaults, data: "two moons", width: 16, seed: 3 } as const;
  expect(planeToQuery(config).toString()).toBe("data=two+moons&width=16&seed=3");
  expect(planeFromQuery(planeToQuery(config))).toEqual(config);
});

test("what is unknown or out of range has its default", () => {
  const query = new URLSearchParams("data=cats&width=1e9&steps=NaN&method=<b>");
  expect(planeFromQuery(query)).toEqual(planeDefaults);
});
