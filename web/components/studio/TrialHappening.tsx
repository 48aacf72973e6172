import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FieldInput } from '../../forms/FieldInput';
import { specOfField } from '../../forms/spec';
import { useEntity } from '../../session';
import { valueAt } from './editor/schemaWalk';
import { eventsIn, valueOf, type TrialStep } from './trialScript';
import { useStudioText } from './useStudioText';

interface Props {
  document: unknown;
  add: (step: TrialStep) => void;
}

/** Somebody changes a field of the record. */
export function FactStep({ document, add }: Props) {
  const { t, label } = useStudioText();
  const key = valueAt(document, ['entity']);
  const entity = useEntity(typeof key === 'string' ? key : null);
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const field = name === null ? undefined : entity?.fields[name];
  return (
    <>
      <Select
        label={t('studio.factField')}
        searchable
        data={Object.entries(entity?.fields ?? {}).map(([id, { title }]) => ({
          value: id,
          label: `${label(title)} (${id})`,
        }))}
        value={name}
        onChange={(chosen) => {
          setName(chosen);
          setValue(null);
        }}
      />
      {name !== null && field && (
        // in the trial whatever the record holds may change, also what people do not write
        <FieldInput
          key={name}
          spec={{ ...specOfField(name, field), readOnly: false, required: false }}
          value={value}
          onChange={setValue}
        />
      )}
      <div>
        <Button
          variant="default"
          disabled={!field}
          onClick={() => {
            if (name !== null) add({ fact: { entity: entity?.key, set: { [name]: value } } });
            setName(null);
          }}
        >
          {t('studio.addStep')}
        </Button>
      </div>
    </>
  );
}

/** One of the events that the process waits for arrives. */
export function EventStep({ document, add }: Props) {
  const { t } = useStudioText();
  const events = eventsIn(document);
  const [name, setName] = useState<string | null>(null);
  const [data, setData] = useState<Record<string, string>>({});
  const event = events.find((one) => one.name === name);
  if (events.length === 0) return <p className="muted">{t('studio.noEvents')}</p>;
  return (
    <>
      <Select
        label={t('studio.event')}
        data={events.map((one) => one.name)}
        value={name}
        onChange={(chosen) => {
          setName(chosen);
          setData({});
        }}
      />
      {event?.fields.map((field) => (
        <TextInput
          key={field}
          label={field}
          value={data[field] ?? ''}
          onChange={({ currentTarget: { value } }) => setData((before) => ({ ...before, [field]: value }))}
        />
      ))}
      <div>
        <Button
          variant="default"
          disabled={!event}
          onClick={() => {
            add({ event: name, data: Object.fromEntries(filled(data)) });
            setName(null);
          }}
        >
          {t('studio.addStep')}
        </Button>
      </div>
    </>
  );
}

function filled(data: Record<string, string>): [string, unknown][] {
  return Object.entries(data).flatMap(([name, text]): [string, unknown][] =>
    text === '' ? [] : [[name, valueOf(text)]],
  );
}
