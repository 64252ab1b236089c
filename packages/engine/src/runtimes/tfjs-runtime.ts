import { packedDtype, runEagerly } from "@ebm/trace";
import type { Runtime } from "./runtime.js";
import { checkFloats } from "./trace-floats.js";

/** The runtime that computes eagerly, on the current backend of tfjs. */
export const tfjsRuntime: Runtime = {
  name: "tfjs",
  async open(f) {
    return {
      async run(feeds, into = {}) {
        const outputs = runEagerly(f, feeds);
        const dtypes = Object.entries(outputs).map(([name, y]) => [
          name,
          { dtype: packedDtype(y) },
        ]);
        checkFloats(Object.fromEntries(dtypes));
        for (const [name, { data }] of Object.entries(into)) data.set(outputs[name]!.data);
        return { ...outputs, ...into };
      },
      async dispose() {},
    };
  },
};
