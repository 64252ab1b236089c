import { type TracedFile, type TracedFileInfo, tracedFileBytes } from "./traced-file.js";

/** The ONNX files of a model by their names, each written when it is asked for. */
export function filesOf(
  files: Readonly<Record<string, TracedFile>>,
  info: TracedFileInfo,
): Readonly<Record<string, () => Promise<Uint8Array>>> {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      `${name}.onnx`,
      async () => tracedFileBytes(file, info),
    ]),
  );
}
