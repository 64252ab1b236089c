/** Adds an export to the text of an index.ts. The formatter puts it in its place. */
export function addExport(
  text: string,
  { exported, type, module }: { exported: string; type: string | undefined; module: string },
): string {
  return `${text}export { ${type ? `type ${type}, ` : ""}${exported} } from "${module}";\n`;
}

/** Adds a name to the snapshot of an index.test.ts, which is sorted. */
export function addPublicName(text: string, exported: string): string {
  return text.replace(/(?<=toMatchInlineSnapshot\(`\n\s*\[\n)[^\]]*(?=\n\s*\])/, (list) => {
    const lines = list.split("\n");
    const [indent] = /^ */.exec(lines[0]!)!;
    const names = lines.map((line) => /"(.+)"/.exec(line)![1]!);
    return [...names, exported]
      .sort()
      .map((name) => `${indent}"${name}",`)
      .join("\n");
  });
}

/** Adds a name to a file that imports the members of a list, as the last member. */
export function addToList(
  text: string,
  { exported, path }: { exported: string; path: string },
): string {
  return `import { ${exported} } from "${path}";\n${text}`.replace(
    /(?<=^export const \w+: readonly \w+\[\] = \[\n.*?)(?=^\];)/ms,
    `  ${exported},\n`,
  );
}
