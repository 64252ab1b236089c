import { EbmError } from "@ebm/core";
import type { Runtime } from "../runtimes/runtime.js";
import type { Shards } from "../runtimes/sharded-runtime.js";

/** Refuses shards: a page has threads of ONNX Runtime instead. */
export function shardedRuntime({ count }: Shards): Runtime {
  throw new EbmError(
    `train: \`shards.count\` is ${count}, expected no shards in a browser: use \`threads\`.`,
  );
}
