import util from "node:util";
import { EbmError, registerGradients } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The package, which the caller installs. Compilers and bundlers do not look up this name. */
const tfjsNode: string = "@tensorflow/tfjs-node";

export interface TfjsNodeOptions {
  /**
   * Imports the package, for one that cannot be found by name from here.
   * Default: imports @tensorflow/tfjs-node.
   */
  readonly load?: () => Promise<unknown>;
}

/**
 * Runs tfjs on TensorFlow's C library through @tensorflow/tfjs-node, which the caller installs. It
 * imports the package so that it also works on Node ≥ 23, where it otherwise fails at the first
 * operator. It keeps the gradients of @ebm/core, which the package would replace, and sets the backend
 * `tensorflow`.
 *
 * @throws {EbmError} If the package or its native binding is missing. The backend stays unchanged.
 */
export async function useTfjsNode({
  load = () => import(tfjsNode),
}: TfjsNodeOptions = {}): Promise<void> {
  // tfjs-node 4.22 calls both. Node 23 removed the first and warns about the second.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === undefined || value === null,
    isArray: Array.isArray,
  });
  try {
    await load();
  } catch (cause) {
    throw new EbmError(`useTfjsNode: ${reason(cause as NodeJS.ErrnoException)}`, { cause });
  } finally {
    registerGradients();
  }
  if (tf.findBackendFactory("tensorflow") && (await tf.setBackend("tensorflow"))) return;
  throw new EbmError(`useTfjsNode: \`load\` registered no working backend \`tensorflow\`.`);
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  const [line] = message.split("\n");
  if (code?.endsWith("MODULE_NOT_FOUND") && message.includes(`'${tfjsNode}'`)) {
    return `${tfjsNode} is not installed where @ebm/engine finds it. Install version ${tf.version_core}, or import it in \`load\`.`;
  }
  if (message.includes("tfjs_binding.node)")) {
    return `${tfjsNode} has no native binding. Its install script fetches one: allow it to run, then \`npm rebuild ${tfjsNode}\`.`;
  }
  return `${tfjsNode} cannot be loaded: ${line}`;
}
