import { number, period } from '../format';
import { useText } from '../i18n';
import type { ReportColumn, ReportLine, ReportResult, ReportValue } from '../reportTypes';
import { DataTable } from './DataTable';
import { EmptyState } from './EmptyState';
import { FieldValue } from './FieldValue';

/** The groups of a report, and below them what all its records come to. */
export function ReportTable({ report }: { report: ReportResult }) {
  const { t, label } = useText();
  const { by, measures, rows, totals, hasMore } = report;
  if (rows.length === 0) return <EmptyState title={t('rep.none')} />;
  const hasCurrency = rows.some(({ currency }) => currency !== null);
  const lines = [
    ...rows.map((line) => ({ line, isTotal: false })),
    ...totals.map((line) => ({ line, isTotal: true })),
  ].map((one, place) => ({ ...one, key: String(place) }));
  return (
    <>
      <DataTable
        label={label(report.title)}
        rows={lines}
        keyOf={({ key }) => key}
        columns={[
          ...by.map((column, n) => ({
            title: label(column.title),
            cell: ({ line, isTotal }: (typeof lines)[number]) =>
              isTotal ? (
                n === 0 && <strong>{t('rep.total')}</strong>
              ) : (
                <Group column={column} of={line.by[n]} />
              ),
          })),
          ...(hasCurrency
            ? [
                {
                  title: t('rep.currency'),
                  cell: ({ line }: (typeof lines)[number]) => line.currency,
                },
              ]
            : []),
          ...measures.map((column, n) => ({
            title: label(column.title),
            right: true,
            cell: ({ line }: (typeof lines)[number]) => <Figure column={column} line={line} place={n} />,
          })),
        ]}
      />
      {hasMore && <p className="muted small">{t('rep.more', { count: rows.length })}</p>}
    </>
  );
}

function Group({ column, of }: { column: ReportColumn; of: ReportLine['by'][number] | undefined }) {
  const { t, language } = useText();
  if (of === undefined || of.value === null) return <span className="muted">–</span>;
  const first = column.period && period(of.value, column.period, language);
  if (first) return column.period === 'week' ? t('rep.week', { day: first }) : first;
  return <Shown column={column} value={of.value} title={of.label} />;
}

function Figure({ column, line, place }: { column: ReportColumn; line: ReportLine; place: number }) {
  const { language } = useText();
  const value = line.measures[place] ?? null;
  if (column.field === null) return number(value, language);
  return <Shown column={column} value={value} currency={line.currency} />;
}

interface ShownProps {
  column: ReportColumn;
  value: ReportValue;
  title?: string | null;
  currency?: string | null;
}

function Shown({ column: { field }, value, title, currency }: ShownProps) {
  if (field === null) return String(value);
  const record = { of: value, ofLabel: title ?? undefined };
  // a mean of whole numbers is no whole number, but is shown as a number just the same
  return <FieldValue name="of" field={field} record={record} {...(currency ? { currency } : {})} plain />;
}
