import { useText } from '../i18n';
import { useMeta } from '../session';
import type { Field } from '../types';

/** A record holds the id of its stage; its process says what that is called. An id that no process knows stays one. */
export function StageName({ id, field }: { id: string; field: Field }) {
  const { label } = useText();
  const { entities, stages } = useMeta();
  const entity = entities.find(({ fields }) => fields.stage === field)?.key;
  return label(stages.find((known) => known.entity === entity && known.stage === id)?.title) || id;
}
