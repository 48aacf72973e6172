import { Button } from '@mantine/core';
import { downloadCsv, type CsvCell } from '../csv';
import { number, percent } from '../format';
import { useText } from '../i18n';
import { Bar, mostOf } from './Bar';
import { DataTable } from './DataTable';

export interface FigureColumn<Row> {
  title: string;
  /** Text, or a number as its kind says; null where there is none. */
  of: (row: Row) => CsvCell;
  /** `hours` are given in seconds, a `share` as a fraction. */
  as?: 'hours' | 'share';
  /** A bar beside the figure: how much of the most it is. */
  hasBar?: boolean;
}

interface Props<Row> {
  label: string;
  /** Of the file, without its ending. */
  file: string;
  columns: FigureColumn<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
}

/** A report's table with bars beside its figures, and the same as a file. */
export function FiguresTable<Row>({ label, file, columns, rows, keyOf }: Props<Row>) {
  const { t } = useText();
  const download = () =>
    downloadCsv(file, [
      columns.map(({ title, as }) => (as === 'hours' ? `${title} (h)` : title)),
      ...rows.map((row) => columns.map((column) => fileCell(column, row))),
    ]);
  return (
    <>
      <DataTable
        label={label}
        rows={rows}
        keyOf={keyOf}
        columns={columns.map((column) => {
          const most = mostOf(rows.map((row) => String(column.of(row) ?? 0)));
          return {
            title: column.title,
            right: rows.some((row) => typeof column.of(row) === 'number'),
            cell: (row: Row) => <Figure column={column} row={row} most={column.as === 'share' ? 1 : most} />,
          };
        })}
      />
      <div>
        <Button size="xs" variant="default" onClick={download} aria-label={`${t('rep.csv')} ${label}`}>
          {t('rep.csv')}
        </Button>
      </div>
    </>
  );
}

/** Null where there is nothing that it could be a part of. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function fileCell<Row>({ of, as }: FigureColumn<Row>, row: Row): CsvCell {
  const value = of(row);
  if (typeof value !== 'number') return value;
  return as === 'hours' ? Math.round(value / 360) / 10 : Math.round(value * 10_000) / 10_000;
}

function Figure<Row>({ column, row, most }: { column: FigureColumn<Row>; row: Row; most: number }) {
  const { t, language } = useText();
  const value = column.of(row);
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  const text =
    column.as === 'hours'
      ? t('rep.hours', { n: number(Math.round(value / 360) / 10, language) })
      : column.as === 'share'
        ? percent(Math.round(value * 100) / 100, language)
        : number(value, language);
  if (!column.hasBar) return text;
  return (
    <>
      <Bar amount={String(value)} most={most} /> {text}
    </>
  );
}
