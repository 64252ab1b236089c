import type { OutputError } from "@ebm/onnx-export";

/** The errors of a file in a runtime, as its metadata store them. */
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
  const plain = errors.map(({ output, batch, absolute, relative }) => {
    return { output, batch, absolute, relative };
  });
  return { runtime: name, version, pass, errors: plain };
}
