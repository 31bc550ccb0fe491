import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  key: string;
  head: string;
  cell(row: Row): ComponentChildren;
  /** Figures stand right, in columns. */
  numeric?: boolean;
  /** The row's name: the heading of its card on phones. One column at most. */
  main?: boolean;
}

interface DataTableProps<Row> {
  /** Says what the table holds; read out, not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
}

/** A table whose rows become cards below 640 px, each value under the head of its column. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <table class="data-table">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" class={cellClass(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) =>
              column.main ? (
                <th key={column.key} scope="row" class={cellClass(column)}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} class={cellClass(column)} data-label={column.head}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass(column: Column<never>): string | undefined {
  if (column.main) return 'data-table-main';
  return column.numeric ? 'data-table-number' : undefined;
}
