import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { api, withQuery } from '../../paths';
import { keys } from '../../queries';
import type { Definition } from '../../studioTypes';
import type { Values } from '../../types';
import { DataTable } from '../DataTable';
import { Loaded } from '../Loaded';
import {
  choose,
  rowsOf,
  rulesFrom,
  targetsOf,
  type IfActive,
  type MapRow,
  type Position,
  type Rules,
  type SuggestedMap,
} from './migrationMap';
import { useStudioText } from './useStudioText';

interface Props {
  definition: string;
  from: number;
  to: number;
  suggested: SuggestedMap;
  /** Told of what the API needs, once somebody has chosen something else than what is declared. */
  change: (rules: Rules) => void;
}

/** Where each stage and each open step with live cases goes, to be looked at and changed before the dry run. */
export function MapTable({ definition, from, to, suggested, change }: Props) {
  const positions = useQuery({
    queryKey: keys.definitionPart('process', definition, 'positions'),
    queryFn: () => request<{ items: Position[] }>(api.positions(definition)),
  });
  const before = useVersion(definition, from);
  const after = useVersion(definition, to);
  return (
    <Loaded query={positions}>
      {({ items }) => (
        <Loaded query={before}>
          {(old) => (
            <Loaded query={after}>
              {(next) => (
                <Rows
                  key={JSON.stringify([items, suggested])}
                  positions={items}
                  from={old.body}
                  to={next.body}
                  suggested={suggested}
                  change={change}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function useVersion(key: string, version: number) {
  return useQuery({
    queryKey: keys.definition('process', key, version),
    queryFn: () => request<Definition>(withQuery(api.definition('process', key), { version })),
  });
}

interface RowsProps {
  positions: Position[];
  from: Values;
  to: Values;
  suggested: SuggestedMap;
  change: Props['change'];
}

function Rows({ positions, from, to, suggested, change }: RowsProps) {
  const { t, label } = useStudioText();
  const [rows, setRows] = useState(() => rowsOf(positions, from, to, suggested.suggestions));
  const nameOf = ({ at, title }: MapRow) => [title && label(title), `(${at})`].filter(Boolean).join(' ');
  const take = (row: MapRow, chosen: Partial<MapRow>) => {
    const next = choose(rows, row.at, chosen, to);
    setRows(next);
    change(rulesFrom(next, from, to));
  };
  if (rows.length === 0) return <p className="muted">{t('studio.mapEmpty')}</p>;
  return (
    <>
      <p className="muted">{t('studio.mapIntro')}</p>
      <DataTable
        label={t('studio.mapTitle')}
        rows={rows}
        keyOf={({ at }) => at}
        columns={[
          { title: t('studio.mapAt'), cell: nameOf },
          { title: t('studio.cases'), right: true, cell: ({ running }) => running },
          {
            title: t('studio.mapTo'),
            cell: (row) => (
              <Select
                aria-label={t('studio.mapTo_row', { at: nameOf(row) })}
                description={row.because && t(`studio.because_${row.because}`)}
                inputWrapperOrder={['input', 'description']}
                placeholder={t('studio.mapNone')}
                searchable
                clearable
                data={targetsOf(row, rows, to).map(({ value, title }) => ({
                  value,
                  label: [title && label(title), `(${value})`].filter(Boolean).join(' '),
                }))}
                value={row.target}
                onChange={(target) => take(row, { target })}
              />
            ),
          },
          {
            title: t('studio.ifActive'),
            cell: (row) =>
              row.at.includes('/') ? (
                <Select
                  aria-label={t('studio.ifActive_row', { at: nameOf(row) })}
                  data={(row.target === null ? ['abort', 'finish'] : ['keep', 'abort', 'finish']).map(
                    (value) => ({ value, label: t(`studio.ifActive_${value}`) }),
                  )}
                  placeholder={t('studio.ifActive_open')}
                  value={row.target === null && row.ifActive === 'keep' ? null : row.ifActive}
                  allowDeselect={false}
                  // the list has nothing else
                  onChange={(value) => take(row, { ifActive: value as IfActive })}
                />
              ) : (
                '–'
              ),
          },
        ]}
      />
    </>
  );
}
