import { checkMembers, type Schema } from "@ebm/onnx-export";
import { expect, test } from "vitest";
import { structures } from "./cases/structures.js";

test.each(structures.filter(({ count }) => count() < 1000n))(
  "checkMembers knows the members of $name",
  ({ name: structure, dim, enumerate }) => {
    const target = { kind: "bits", labels: [], structure } as const;
    const schema: Schema = { version: 1, inputs: {}, target };
    const passes = (y: readonly number[]): boolean => {
      try {
        checkMembers(schema, { data: Float32Array.from(y), shape: [1, dim] });
        return true;
      } catch {
        return false;
      }
    };
    const members = [...enumerate()].map((y) => Array.from(Float32Array.from(y)));
    const known = new Set(members.map(String));
    for (const member of members) {
      expect(passes(member), `${member}`).toBe(true);
      // vectors near members: one entry is flipped, or comes from another member
      for (const [i, entry] of member.entries()) {
        for (const other of [1 - entry, members[0]![i]!]) {
          const near = member.with(i, other);
          expect(passes(near), `${near}`).toBe(known.has(`${near}`));
        }
      }
    }
  },
);
