import { Alert, Button } from '@mantine/core';
import { useMemo, useState, type FormEvent } from 'react';
import { Problem } from '../api';
import { ErrorBox } from '../components/ErrorBox';
import { useFocusOnWrong } from '../components/useFocusOnWrong';
import { useText } from '../i18n';
import type { EntityDefinition, Values } from '../types';
import { Collection } from './Collection';
import { FormFields } from './FormFields';
import { rowsOf, writableRows } from './rows';
import { specsOfEntity } from './spec';
import { useForm } from './useForm';
import { useMeta } from '../session';
import { changed, defaultsOf, filledIn } from './values';

interface Props {
  entity: EntityDefinition;
  /** Absent for a new record. */
  record?: Values;
  isPending: boolean;
  /** Why the server refused it: told at the fields where it is about fields that show, otherwise above them. */
  cause: unknown;
  /** Gets only what is to be written. `fail` shows the server's errors beside the fields. */
  save: (values: Values, fail: (cause: unknown) => void) => void;
  cancel: () => void;
}

/** The form of any entity, with its collections. */
export function RecordForm({ entity, record, isPending, cause, save, cancel }: Props) {
  const { t } = useText();
  const specs = useMemo(
    () => specsOfEntity(entity).filter(({ readOnly, widget }) => !readOnly && widget !== 'json'),
    [entity],
  );
  const { user } = useMeta();
  const form = useForm(specs, record ?? { ...defaultsOf(specs), ...ownedBy(entity, user) });
  const collections = Object.entries(entity.collections ?? {}).filter(([, { fields }]) =>
    Object.values(fields).some(({ readOnly }) => !readOnly),
  );
  const [tries, setTries] = useState(0);
  const place = useFocusOnWrong<HTMLFormElement>(cause, tries);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    if (!form.isValid()) return;
    const rows = Object.fromEntries(
      collections
        .map(([name, definition]): [string, Values[]] => [
          name,
          writableRows(definition, rowsOf(form.values, name)),
        ])
        .filter(([name, now]) => (record ? form.values[name] !== record[name] : now.length > 0)),
    );
    save(
      { ...(record ? changed(specs, record, form.values) : filledIn(specs, form.values)), ...rows },
      form.showProblem,
    );
  };
  const names = [...form.shown.map(({ name }) => name), ...collections.map(([name]) => name)];
  const currency = entity.currencyField ? form.values[entity.currencyField] : undefined;
  return (
    <form ref={place} className="stack" onSubmit={submit} noValidate>
      {cause !== null && !isTold(cause, names) ? (
        <ErrorBox cause={cause} />
      ) : (
        Object.keys(form.errors).length > 0 && (
          <Alert color="red" role="alert">
            {t('form.invalid')}
          </Alert>
        )
      )}
      <FormFields specs={form.shown} values={form.values} errors={form.errors} onChange={form.set} />
      {collections.map(([name, definition]) => (
        <Collection
          key={name}
          name={name}
          definition={definition}
          rows={rowsOf(form.values, name)}
          currency={typeof currency === 'string' ? currency : undefined}
          edit={{ errors: form.errors, change: (rows) => form.set(name, rows) }}
        />
      ))}
      <div className="actions">
        <Button type="submit" loading={isPending}>
          {t('record.save')}
        </Button>
        <Button variant="default" onClick={cancel}>
          {t('record.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Whether all that a refusal is about is a field that shows, or a row of a list that does. */
function isTold(cause: unknown, names: string[]): boolean {
  const errors = cause instanceof Problem ? cause.errors : [];
  return errors.length > 0 && errors.every(({ pointer }) => names.includes(pointer.split('/')[1] ?? ''));
}

/** Whoever enters a record owns it, until they say otherwise. */
function ownedBy(entity: EntityDefinition, user: { id: string; name: string }): Values {
  const { owner } = entity;
  if (typeof owner !== 'object' || !('field' in owner)) return {};
  return { [owner.field]: user.id, [`${owner.field.replace(/Id$/, '')}Label`]: user.name };
}
