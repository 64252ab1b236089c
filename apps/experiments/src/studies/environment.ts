import { cpus } from "node:os";
import { versions } from "../config/versions.js";

/** What computes: the processor, and the versions of the programs. Nothing that names a machine. */
export function environment(): Record<string, string> {
  const all = cpus();
  return {
    processor: `${all.length} × ${all[0]?.model.trim() ?? "unknown"}`,
    system: `${process.platform} ${process.arch}`,
    ...versions(),
  };
}
