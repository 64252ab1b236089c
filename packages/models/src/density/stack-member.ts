import { chainMember } from "../chains/chain-member.js";
import type { DensityPart } from "./density-part.js";
import type { DensityStack } from "./density-stack.js";

/** One member of a stack, as a stack of one member. */
export function stackMember(stack: DensityStack, member: number): DensityStack {
  return { ...stack, parts: stack.parts.map((part) => partMember(part, member)), members: 1 };
}

function partMember(part: DensityPart, member: number): DensityPart {
  switch (part.kind) {
    case "chain":
      return { kind: "chain", chain: chainMember(part.chain, member) };
    case "gaussians":
      return { kind: "gaussians", members: [part.members[member]!] };
    case "classes":
      return { kind: "classes", members: [part.members[member]!] };
    case "kernels":
      return { ...part, without: [part.without[member]!] };
  }
}
