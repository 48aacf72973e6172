import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api';
import { BoardColumn } from '../components/BoardColumn';
import { Loaded } from '../components/Loaded';
import { MoveDialog } from '../components/MoveDialog';
import { useText } from '../i18n';
import { api, withQuery } from '../paths';
import { keys } from '../queries';
import type { BoardCard, Page, Pipeline, ProcessItem } from '../types';

/** What is dragged or chosen: a card and where it should go. */
export interface Move {
  card: BoardCard;
  processId: string;
  stage: string;
}

const QUERY = { filter: "status != 'won' && status != 'lost'", sort: '-amount', limit: 200 };

/** Open opportunities by the stage of their process; a move is a jump of the process, with a reason. */
export function BoardPage() {
  const { t } = useText();
  const [move, setMove] = useState<Move | null>(null);
  const cards = useQuery({
    queryKey: keys.list('opportunities', QUERY),
    queryFn: () => request<Page<BoardCard>>(withQuery(api.records('opportunities'), QUERY)),
  });
  const pipeline = useQuery({ queryKey: keys.pipeline, queryFn: () => request<Pipeline>(api.pipeline) });
  const [running] = useQueries({
    queries: [
      {
        queryKey: keys.processes,
        queryFn: () =>
          request<Page<ProcessItem>>(`${api.processes}?status=open&entity=opportunity&limit=200`),
      },
    ],
  });
  const processOf = new Map((running.data?.items ?? []).map(({ entityId, id }) => [entityId, id]));
  return (
    <div className="page">
      <h1>{t('board.title')}</h1>
      <p className="muted">{t('board.hint')}</p>
      <Loaded query={pipeline}>
        {({ stages }) => (
          <Loaded query={cards}>
            {({ items }) => (
              <div className="board" tabIndex={0} role="region" aria-label={t('board.title')}>
                {columnsOf(stages).map((column) => (
                  <BoardColumn
                    key={column.stage}
                    column={column}
                    stages={columnsOf(stages)}
                    cards={items.filter(({ stage }) => stage === column.stage)}
                    processOf={processOf}
                    ask={setMove}
                  />
                ))}
              </div>
            )}
          </Loaded>
        )}
      </Loaded>
      {move && <MoveDialog move={move} close={() => setMove(null)} />}
    </div>
  );
}

export interface Column {
  stage: string;
  title: Pipeline['stages'][number]['title'];
  count: number;
  sums: { currency: string; amount: string }[];
}

/** One column for each stage; its sums are one for each currency. */
function columnsOf(stages: Pipeline['stages']): Column[] {
  const columns = new Map<string, Column>();
  for (const { stage, title, currency, count, amount } of stages) {
    if (stage === null) continue;
    const column = columns.get(stage) ?? { stage, title, count: 0, sums: [] };
    column.count += count;
    column.sums.push({ currency, amount });
    columns.set(stage, column);
  }
  return [...columns.values()];
}
