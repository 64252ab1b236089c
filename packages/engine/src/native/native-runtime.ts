import type { Traced } from "@ebm/trace";
import type { Runtime, Session } from "../runtimes/runtime.js";
import { traceFloats } from "../runtimes/trace-floats.js";
import type { SessionOptions } from "../session.js";
import { buildModule } from "./build/build-module.js";
import { NativeError } from "./native-error.js";
import { type NativeModule, nativeSession } from "./native-session.js";
import { arrange } from "./plan/arena.js";
import { makePlan } from "./plan/make-plan.js";
import { writeSource } from "./write-source.js";

/**
 * Returns the runtime that writes a function in C, compiles it with the compiler of this machine, and
 * runs it in this process. Functions that it cannot run go to another runtime, and a warning says why.
 *
 * @param others The runtime for those functions.
 */
export function nativeRuntime(others: Runtime, options: SessionOptions = {}): Runtime {
  return {
    name: "native",
    async open(f, inputs) {
      try {
        return await openNative(traceFloats(f, inputs), options);
      } catch (error) {
        if (!(error instanceof NativeError)) throw error;
        process.emitWarning(`${error.message} The function runs in ${others.name} instead.`);
        return others.open(f, inputs);
      }
    },
  };
}

async function openNative(traced: Traced, options: SessionOptions): Promise<Session> {
  const plan = makePlan(traced);
  const arena = arrange(plan);
  const path = await buildModule(writeSource(plan, arena));
  const { constants } = plan;
  return nativeSession(load(path), traced, { ...options, constants, bytes: arena.size });
}

function load(path: string): NativeModule {
  const module = { exports: {} as NativeModule };
  try {
    process.dlopen(module, path);
  } catch (cause) {
    throw new NativeError(`native: ${path} cannot be loaded: ${(cause as Error).message}`, {
      cause,
    });
  }
  return module.exports;
}
