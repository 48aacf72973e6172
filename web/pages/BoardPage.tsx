import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api';
import { Allowed } from '../components/Allowed';
import { BoardColumn } from '../components/BoardColumn';
import { Loaded } from '../components/Loaded';
import { MoveDialog } from '../components/MoveDialog';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import type { Board, BoardCard } from '../deskTypes';

/** What is dragged or chosen: a card and where it should go. */
export interface Move {
  card: BoardCard;
  processId: string;
  stage: string;
}

/** Open opportunities by the stage of their process; a move is a jump of the process, with a reason. */
export function BoardPage() {
  return (
    <Allowed operations={['report.pipeline']}>
      <Deals />
    </Allowed>
  );
}

function Deals() {
  const { t } = useText();
  const [move, setMove] = useState<Move | null>(null);
  const board = useQuery({ queryKey: keys.board, queryFn: () => request<Board>(api.board) });
  return (
    <div className="page">
      <h1>{t('board.title')}</h1>
      <p className="muted">{t('board.hint')}</p>
      <Loaded query={board}>
        {({ stages }) => (
          <div className="board" tabIndex={0} role="region" aria-label={t('board.title')}>
            {stages.map((column) => (
              <BoardColumn key={column.stage} column={column} stages={stages} ask={setMove} />
            ))}
          </div>
        )}
      </Loaded>
      {move && <MoveDialog move={move} close={() => setMove(null)} />}
    </div>
  );
}
