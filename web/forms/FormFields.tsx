import type { Values } from '../types';
import type { Errors } from './check';
import { FieldInput } from './FieldInput';
import type { FieldSpec } from './spec';

interface Props {
  specs: FieldSpec[];
  values: Values;
  errors: Errors;
  onChange: (name: string, value: unknown) => void;
}

export function FormFields({ specs, values, errors, onChange }: Props) {
  return (
    <div className="fields">
      {specs.map((spec) => (
        <div key={spec.name} className={`w${spec.width}`}>
          <FieldInput
            spec={spec}
            value={values[spec.name]}
            error={errors[spec.name]}
            refLabel={labelOf(values, spec.name)}
            onChange={(value) => onChange(spec.name, value)}
          />
        </div>
      ))}
    </div>
  );
}

/** customerId comes with customerLabel. */
export function labelOf(values: Values, name: string): string | undefined {
  const given = values[`${name.replace(/Id$/, '')}Label`];
  return typeof given === 'string' ? given : undefined;
}
