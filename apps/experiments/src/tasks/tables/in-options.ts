/** Replaces the names of the library in a message by the options of the command line. */
export function inOptions(message: string): string {
  return message
    .replaceAll(/`header: "(\w+)"`/g, "--header $1")
    .replaceAll(/`missing: \["([^"]*)"\]`/g, '--missing "$1"')
    .replaceAll(/`decimal: "(.)"`/g, "--decimal $1")
    .replaceAll("`targets`", "--labels or --target")
    .replaceAll(/`(types|drop|features|columns|memory)`/g, "--$1");
}
