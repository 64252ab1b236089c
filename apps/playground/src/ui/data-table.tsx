import type { JSX } from "preact";

interface DataTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
}

/** The numbers behind a chart, folded. They are rendered only while it is open. */
export function DataTable({ title, columns, rows }: DataTableProps): JSX.Element {
  return (
    <details class="data">
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus */}
      <section class="scroll" tabIndex={0} aria-label={title}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join()}>
                {row.map((value, i) => (
                  <td key={columns[i]}>{typeof value === "number" ? shortNumber(value) : value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** Writes a number with up to four significant digits. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const isLong = Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3;
  const text = Number.isInteger(value)
    ? `${value}`
    : isLong
      ? value.toExponential(1)
      : `${Number(value.toPrecision(Math.abs(value) < 0.1 ? 2 : 4))}`;
  return text.replaceAll("-", "−");
}
