import { create } from "@bufbuild/protobuf";
import { StringStringEntryProtoSchema } from "onnx-buf";
import { editModel } from "./edit-model.js";

/** Adds entries to the metadata of a file, or changes them. */
export function withMetadata(
  bytes: Uint8Array,
  entries: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  return editModel("withMetadata", bytes, (model) => {
    const kept = model.metadataProps.filter(({ key }) => !(key in entries));
    const added = Object.entries(entries).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    );
    model.metadataProps = [...kept, ...added];
  });
}
