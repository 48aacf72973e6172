import { useText } from '../../i18n';
import { casesEn } from '../../i18n/cases';

/** What an incident's code means, in the person's language; the code itself where there are no words for it. */
export function useIncidentTitle(): (code: string) => string {
  const { t } = useText();
  // just looked up: the code has words
  return (code) => (Object.hasOwn(casesEn.incident, code) ? t(`incident.${code as 'other'}`) : code);
}
