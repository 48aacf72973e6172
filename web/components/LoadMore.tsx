import { Button } from '@mantine/core';
import { useText } from '../i18n';

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function LoadMore({ query }: Props) {
  const { t } = useText();
  if (!query.hasNextPage) return null;
  return (
    <div className="centered-row">
      <Button
        variant="default"
        m="sm"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {t('list.more')}
      </Button>
    </div>
  );
}
