import { BinaryReader } from "@bufbuild/protobuf/wire";
import { EbmError } from "@ebm/core/errors";
import type { Series } from "../history.js";
import { maskedCrc32c } from "./crc32c.js";

/**
 * Adds the scalars of an event file of TensorBoard to series. Reads those of TensorFlow 1 and of
 * PyTorch (`simple_value`), and those of TensorFlow 2 (tensors).
 *
 * @param where The name of the file, for errors.
 *
 * @throws {EbmError} If a record is damaged. A record that was cut off at the end is left out.
 */
export function readEventFile(bytes: Uint8Array, where: string, series: Map<string, Series>): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let place = 0; place + 12 <= bytes.length; ) {
    const size = Number(view.getBigUint64(place, true));
    const isSound =
      maskedCrc32c(bytes.subarray(place, place + 8)) === view.getUint32(place + 8, true);
    if (!isSound) throw damaged(where, place);
    const [start, end] = [place + 12, place + 12 + size];
    if (end + 4 > bytes.length) return;
    const message = bytes.subarray(start, end);
    if (maskedCrc32c(message) !== view.getUint32(end, true)) throw damaged(where, place);
    readEvent(message, series);
    place = end + 4;
  }
}

function damaged(where: string, place: number): EbmError {
  return new EbmError(
    `${where}: the record at byte ${place} is damaged, or this is no event file.`,
  );
}

/** Calls a function with each field of a message. It returns whether it has read the field. */
function fields(bytes: Uint8Array, read: (field: number, reader: BinaryReader) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (!read(field, reader)) reader.skip(type, field);
  }
}

function readEvent(message: Uint8Array, series: Map<string, Series>): void {
  let step = 0;
  const values: Uint8Array[] = [];
  fields(message, (field, reader) => {
    if (field === 2) step = Number(reader.int64());
    else if (field === 5) {
      fields(reader.bytes(), (inner, value) => inner === 1 && values.push(value.bytes()) > 0);
    } else return false;
    return true;
  });
  for (const value of values) {
    const { name, number } = readValue(value);
    if (number === undefined) continue;
    const found = series.get(name) ?? { steps: [], values: [] };
    series.set(name, found);
    found.steps.push(step);
    found.values.push(number);
  }
}

function readValue(bytes: Uint8Array): { name: string; number: number | undefined } {
  let [name, number] = ["", undefined as number | undefined];
  fields(bytes, (field, reader) => {
    if (field === 1) name = reader.string();
    else if (field === 2) number = reader.float();
    else if (field === 8) number ??= readTensor(reader.bytes());
    else return false;
    return true;
  });
  return { name, number };
}

const [FLOAT, DOUBLE] = [1, 2];

/** Returns the number of a tensor of one float. Undefined for other tensors. */
function readTensor(bytes: Uint8Array): number | undefined {
  let [type, number] = [0, undefined as number | undefined];
  let content: Uint8Array | undefined;
  fields(bytes, (field, reader) => {
    if (field === 1) type = reader.int32();
    else if (field === 4) content = reader.bytes();
    else if (field === 5 || field === 6) number = firstOf(reader.bytes(), field === 5);
    else return false;
    return true;
  });
  if (number !== undefined) return number;
  const size = type === FLOAT ? 4 : type === DOUBLE ? 8 : 0;
  return content?.length === size && size > 0 ? firstOf(content, type === FLOAT) : undefined;
}

function firstOf(bytes: Uint8Array, isSingle: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isSingle ? view.getFloat32(0, true) : view.getFloat64(0, true);
}
