import type { OutputError } from "@ebm/onnx-export";

/** How far a file was found to be off in a runtime, as its metadata have it. */
export interface DescribedVerification {
  readonly runtime: string;
  readonly version: string;
  readonly pass: boolean;
  readonly errors: readonly OutputError[];
}

export function describeVerification(
  { name, version }: { readonly name: string; readonly version: string },
  { pass, errors }: Pick<DescribedVerification, "pass" | "errors">,
): DescribedVerification {
  const own = errors.map(({ output, batch, absolute, relative }) => {
    return { output, batch, absolute, relative };
  });
  return { runtime: name, version, pass, errors: own };
}
