import type { JSX } from "preact";
import { useId } from "preact/hooks";

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly help?: string;
  onChange(value: T): void;
}

/** A labeled list of choices. */
export function Select<T extends string>(props: SelectProps<T>): JSX.Element {
  const { label, value, options, help, onChange } = props;
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {Object.entries<string>(options).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
      {help && (
        <small class="help" id={`${id}-help`}>
          {help}
        </small>
      )}
    </div>
  );
}

interface RangeProps {
  readonly label: string;
  readonly value: number;
  /** The values that the slider may have, from left to right. */
  readonly values: readonly number[];
  readonly format?: (value: number) => string;
  onChange(value: number): void;
}

/** A labeled slider over a list of values. */
export function Range({
  label,
  value,
  values,
  format = String,
  onChange,
}: RangeProps): JSX.Element {
  const nearest = values.reduce((best, v, i) => {
    return Math.abs(v - value) < Math.abs(values[best]! - value) ? i : best;
  }, 0);
  return (
    <label class="field">
      <span class="field-label">
        {label} <span class="value">{format(value)}</span>
      </span>
      <input
        type="range"
        min={0}
        max={values.length - 1}
        step={1}
        value={nearest}
        aria-valuetext={format(value)}
        onInput={(event) => onChange(values[event.currentTarget.valueAsNumber]!)}
      />
    </label>
  );
}
