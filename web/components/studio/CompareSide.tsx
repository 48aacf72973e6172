import { useDebouncedValue } from '@mantine/hooks';
import { Changes } from './Changes';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

/** What the draft changes of the published version that it came from. */
export function CompareSide({ draft, text, errors, pick }: SideProps) {
  const { t } = useStudioText();
  const [settled] = useDebouncedValue(text, 500);
  const { kind, key, baseVersion } = draft;
  if (baseVersion === null) return <p className="muted">{t('studio.nothingPublished')}</p>;
  if (errors > 0) return <p className="muted">{t('studio.correctFirst')}</p>;
  return <Changes left={{ kind, key, version: baseVersion }} right={{ text: settled }} pick={pick} />;
}
