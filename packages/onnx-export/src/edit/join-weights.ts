import { clearField } from "@bufbuild/protobuf";
import { EbmError } from "@ebm/core";
import {
  TensorProto_DataLocation as DataLocation,
  type TensorProto,
  TensorProtoSchema,
} from "onnx-buf";
import { editModel } from "./edit-model.js";

/**
 * Moves external weights back into a file: the inverse of `splitWeights`.
 *
 * @param read Returns the bytes of a weight file by its name in the model.
 *
 * @throws {EbmError} If a file of weights is too short.
 */
export async function joinWeights(
  bytes: Uint8Array<ArrayBuffer>,
  read: (location: string) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array>();
  const places: Place[] = [];
  editModel("joinWeights", bytes, ({ graph }) => {
    places.push(...graph.initializer.filter(isExternal).map(placeOf));
  });
  for (const { location } of places) {
    if (!files.has(location)) files.set(location, await read(location));
  }
  if (places.length === 0) return bytes;
  return editModel("joinWeights", bytes, ({ graph }) => {
    for (const tensor of graph.initializer.filter(isExternal)) {
      const { location, offset, length } = placeOf(tensor);
      const file = files.get(location)!;
      const end = offset + (length ?? file.length - offset);
      if (end > file.length) {
        throw new EbmError(
          `joinWeights: \`${location}\` has ${file.length} bytes, expected ${end}.`,
        );
      }
      tensor.rawData = Uint8Array.from(file.subarray(offset, end));
      clearField(tensor, TensorProtoSchema.field.dataLocation);
      tensor.externalData = [];
    }
  });
}

interface Place {
  readonly location: string;
  readonly offset: number;
  /** The length in bytes. Default: to the end of the file. */
  readonly length: number | undefined;
}

function placeOf({ externalData }: TensorProto): Place {
  const entries = externalData.map(({ key, value }) => [key, value] as const);
  const { location = "", offset = "0", length } = Object.fromEntries(entries);
  return {
    location,
    offset: Number(offset),
    length: length === undefined ? undefined : Number(length),
  };
}

function isExternal({ dataLocation }: TensorProto): boolean {
  return dataLocation === DataLocation.EXTERNAL;
}
