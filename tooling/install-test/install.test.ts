import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { describeInstall } from "./describe-install.js";

// One package that depends on another. `install.full.test.ts` has all of them.
describeInstall(["@ebm/samplers"]);

// @ebm/core has no side effects except the gradients, which nothing imports by name.
test("a bundle of one function of @ebm/core has the gradients", async () => {
  const bundle = await rolldown({
    cwd: import.meta.dirname,
    input: "entry",
    external: /^@tensorflow\//,
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : null),
        load: (id) => (id === "entry" ? 'export { logMeanExp } from "@ebm/core";' : null),
      },
    ],
  });
  const { output } = await bundle.generate();
  expect(output[0].code).toContain("registerGradient");
});
