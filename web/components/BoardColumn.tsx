import { ActionIcon, Menu } from '@mantine/core';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { money } from '../format';
import { useText } from '../i18n';
import { page } from '../paths';
import type { Move } from '../pages/BoardPage';
import type { Board, BoardCard } from '../deskTypes';
import { Link } from './Link';

type Column = Board['stages'][number];

interface Props {
  column: Column;
  stages: Column[];
  ask: (move: Move) => void;
}

export function BoardColumn({ column, stages, ask }: Props) {
  const { t, label, language } = useText();
  const { cards } = column;
  const ref = useRef<HTMLElement>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    return dropTargetForElements({
      element,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop({ source }) {
        setOver(false);
        // Only our cards are draggable here, and they carry these two.
        const { card, processId } = source.data as { card: BoardCard; processId: string };
        if (card.stage !== column.stage) ask({ card, processId, stage: column.stage });
      },
    });
  }, [column.stage, ask]);
  return (
    <section
      ref={ref}
      className={isOver ? 'board-column is-over' : 'board-column'}
      aria-label={label(column.title) || column.stage}
    >
      <h2>
        {label(column.title) || column.stage}{' '}
        <span className="muted small">{t('board.count', { count: column.count })}</span>
      </h2>
      <p className="muted small">
        {column.sums.map(({ amount, currency }) => money(amount, currency, language)).join(' + ')}
      </p>
      {cards.length === 0 && <p className="muted small">{t('board.none')}</p>}
      {cards.map((card) => (
        <Card key={card.id} card={card} stages={stages} ask={ask} />
      ))}
      {column.count > cards.length && (
        <p className="small">
          <Link to={page.list('opportunities')}>
            {t('board.further', { count: column.count - cards.length })}
          </Link>
        </p>
      )}
    </section>
  );
}

function Card({ card, stages, ask }: { card: BoardCard } & Pick<Props, 'stages' | 'ask'>) {
  const { processId } = card;
  const { t, label, language } = useText();
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = ref.current;
    return element && processId
      ? draggable({ element, getInitialData: () => ({ card, processId }) })
      : undefined;
  }, [card, processId]);
  return (
    <article ref={ref} className={processId ? 'board-card is-movable' : 'board-card'}>
      <div className="row spread">
        <Link to={page.record('opportunities', card.id)}>{card.name}</Link>
        {processId && (
          <Menu withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`${t('board.move')} ${card.name}`}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {stages
                .filter(({ stage }) => stage !== card.stage)
                .map(({ stage, title }) => (
                  <Menu.Item key={stage} onClick={() => ask({ card, processId, stage })}>
                    {t('board.moveTitle', { stage: label(title) || stage })}
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <p className="small">{card.customerLabel}</p>
      <p className="small">
        {money(card.amount, card.currency, language)} · {card.ownerLabel}
      </p>
      {!processId && <p className="pill">{t('board.noProcess')}</p>}
    </article>
  );
}
