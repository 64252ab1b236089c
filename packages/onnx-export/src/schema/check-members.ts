import { EbmError } from "@ebm/core/errors";
import type { Packed } from "@ebm/trace";
import { type MemberRule, memberRule } from "./member-rule.js";
import type { Schema } from "./schema.js";

/**
 * Checks that each y is a member of the structure that a schema names. Without a target, or with a
 * structure from outside @ebm/structures, it checks nothing.
 *
 * @param y Shape [batch, dim], or [batch, samples, dim].
 *
 * @throws {EbmError} If a row is not a member. It names the first one.
 */
export function checkMembers({ target }: Schema, y: Packed): void {
  if (target === undefined) return;
  const structure = target.kind === "number" ? "ℝ" : target.structure;
  const rule = target.kind === "number" ? NUMBER : memberRule(structure);
  if (rule === undefined) return;
  const width = y.shape.at(-1) ?? 0;
  if (width !== rule.dim) {
    throw new EbmError(
      `checkMembers: \`y\` has ${width} entries per row, expected ${rule.dim} for ${structure}.`,
    );
  }
  const rowsOfBatch = y.shape.length > 2 ? y.shape[1]! : 1;
  for (let start = 0; start < y.data.length; start += width) {
    const entries = Array.from(y.data.subarray(start, start + width));
    if (rule.holds(entries)) continue;
    const row = Math.floor(start / width / rowsOfBatch) + 1;
    const shown = entries.slice(0, SHOWN).join(", ") + (width > SHOWN ? ", …" : "");
    throw new EbmError(
      `checkMembers: row ${row} of \`y\` is [${shown}], expected a member of ${structure}: ${rule.expected}.`,
    );
  }
}

const SHOWN = 12;

const NUMBER: MemberRule = {
  dim: 1,
  expected: "a finite number",
  holds: (entries) => entries.every(Number.isFinite),
};
