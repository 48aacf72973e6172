import { useText } from '../i18n';
import type { ProcessDetail } from '../types';
import { Diagram } from './Diagram';

/** The definition drawn from the live state; the table of steps beside it says the same in words. */
export function ProcessDiagram({ process }: { process: ProcessDetail }) {
  const { label } = useText();
  return <Diagram title={label(process.definition.title)} stages={process.stages} />;
}
