import type { Chain } from "./chain.js";

/** One member of a chain, as a chain of one member. All parameters have the members first. */
export function chainMember({ before, params }: Chain, member: number): Chain {
  const members = params["weights.0"]!.shape[0]!;
  const own = Object.entries(params).map(([path, { data, shape }]) => {
    const size = data.length / members;
    const kept = data.slice(member * size, (member + 1) * size);
    return [path, { data: kept, shape: [shape[0]! / members, ...shape.slice(1)] }] as const;
  });
  return { before, params: Object.fromEntries(own) };
}
