import { EbmError } from "@ebm/core";

/** The random functions. Their numbers would be the same at every run of the graph. */
export const DRAWS: ReadonlySet<string> = new Set([
  "dropout",
  "multinomial",
  "rand",
  "randomGamma",
  "randomNormal",
  "randomStandardNormal",
  "randomUniform",
  "randomUniformInt",
  "truncatedNormal",
]);

/** The reasons why kernels of tfjs's cpu backend are refused, worded to follow the kernel's name. */
export const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "draws random numbers, which would be the same at every run of the graph": ["Multinomial"],
  "gives a result whose shape depends on the data, which a graph cannot hold": [
    "NonMaxSuppressionV3",
    "NonMaxSuppressionV4",
    "NonMaxSuppressionV5",
    "RaggedGather",
    "RaggedRange",
    "RaggedTensorToTensor",
    "SparseFillEmptyRows",
    "SparseReshape",
    "SparseSegmentMean",
    "SparseSegmentSum",
    "Unique",
  ],
  "is of complex numbers, which a graph cannot hold": [
    "Complex",
    "ComplexAbs",
    "FFT",
    "IFFT",
    "Imag",
    "Real",
  ],
  "is of strings, which a graph cannot hold": [
    "StaticRegexReplace",
    "StringNGrams",
    "StringSplit",
    "StringToHashBucketFast",
  ],
  "paints on a canvas, which a graph cannot do": ["Draw"],
};

/** Returns the error for an unknown kernel, worded for the author of the traced function. */
export function unknownKernel(error: unknown): unknown {
  const [, name] = /Kernel '(\w+)' not registered/.exec(String(error)) ?? [];
  if (!name) return error;
  if (name === "Multinomial") return drawn("tf.multinomial");
  const [why] = Object.entries(REFUSED).find(([, kernels]) => kernels.includes(name)) ?? [
    "is none of tfjs's own, and cannot be written in ONNX",
  ];
  return new EbmError(`trace: kernel \`${name}\` ${why}.`, { cause: error });
}

/** Returns the error for a random number during a trace. */
export function drawn(by: string): EbmError {
  return new EbmError(
    `trace: \`${by}\` drew a random number while tracing, which would be the same at every run ` +
      "of the graph. Take noise as an input instead.",
  );
}
