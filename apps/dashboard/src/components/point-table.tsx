import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatNumber } from "../lib/format.js";
import { ScrollArea } from "./scroll-area.js";

export interface PointTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Rows that are shown. The CSV file has all. */
const MOST_ROWS = 300;

/** The numbers of a figure. They are drawn only once they are asked for. */
export function PointTable({ title, columns, rows }: PointTableProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const every = Math.ceil(rows.length / MOST_ROWS);
  const shown = isOpen ? rows.filter((_, i) => i % every === 0 || i === rows.length - 1) : [];
  return (
    <details class="data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Table</summary>
      <ScrollArea label={`Table of ${title}`}>
        <table class="full">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {columns.map((text) => (
                <th scope="col" class="number" key={text}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, i) => (
              <tr key={i}>
                {row.map((value, k) => (
                  <td class="number" key={columns[k]}>
                    {typeof value === "number" ? formatNumber(value) : value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {every > 1 && <p class="note">Every {every}th row. The CSV file has all.</p>}
    </details>
  );
}
