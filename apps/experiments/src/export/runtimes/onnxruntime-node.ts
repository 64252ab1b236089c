import { openSession } from "@ebm/engine";
import { env } from "onnxruntime-node";
import type { RuntimeOffer } from "./runtime.js";

/** The runtime of @ebm/engine. */
export const onnxruntimeNode: RuntimeOffer = {
  name: "onnxruntime-node",
  open: async () => ({
    name: "onnxruntime-node",
    version: env.versions.node ?? "unknown",
    async load(model) {
      const session = await openSession(model);
      return { run: session.run, dispose: session.dispose };
    },
    dispose: async () => {},
  }),
};
