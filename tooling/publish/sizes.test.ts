import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

/**
 * Largest size of a package in a browser, in kB, minified and gzipped, with all that it exports and
 * without TensorFlow.js and ONNX Runtime.
 */
const limits: Readonly<Record<string, number>> = {
  "@ebm/core": 16,
  "@ebm/engine": 60,
  "@ebm/joint-partition": 13,
  "@ebm/metrics": 7,
  "@ebm/nn": 17,
  "@ebm/onnx-export": 75,
  "@ebm/optim": 5,
  "@ebm/rmwggis": 14,
  "@ebm/samplers": 13,
  "@ebm/snl": 22,
  "@ebm/structures": 18,
  "@ebm/trace": 54,
};

test.each(Object.entries(limits))("%s is at most %i kB in a browser", async (name, limit) => {
  const bundle = await rolldown({
    cwd: import.meta.dirname,
    input: "entry",
    platform: "browser",
    logLevel: "silent",
    external: /^(@tensorflow\/|onnxruntime)/,
    resolve: { conditionNames: ["@ebm/source", "browser", "import", "default"] },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : null),
        load: (id) => (id === "entry" ? `export * from "${name}";` : null),
      },
    ],
  });
  const { output } = await bundle.generate({ minify: true });
  const code = output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
  expect(code.match(/from"node:[a-z/]+"/g) ?? []).toEqual([]);
  expect(gzipSync(code).length / 1000).toBeLessThan(limit);
});
