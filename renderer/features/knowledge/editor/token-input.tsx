import { useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { IconButton } from '../../../ui/button.tsx';
import type { FormFieldIds } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';

interface TokenInputProps {
  readonly ids: FormFieldIds;
  readonly values: readonly string[];
  onChange(values: readonly string[]): void;
  readonly placeholder: string;
}

/** A list of words: Enter or a comma adds one, Backspace in the empty box takes the last. */
export function TokenInput({ ids, values, onChange, placeholder }: TokenInputProps): ReactElement {
  const [text, setText] = useState('');
  const add = (): void => {
    const words = text.split(',').map((each) => each.trim());
    const next = [...new Set([...values, ...words.filter((each) => each !== '')])];
    setText('');
    if (next.length > values.length) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === ',') {
      if (text.trim() === '' && event.key === 'Enter') return;
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && text === '' && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  };
  return (
    <div className="kbe-tokens">
      {values.map((value) => (
        <span key={value} className="kbe-token">
          <span className="cut">{value}</span>
          <IconButton
            size="sm"
            icon="close"
            label={t('Remove {{what}}', { what: value })}
            onClick={() => onChange(values.filter((each) => each !== value))}
          />
        </span>
      ))}
      <TextInput
        {...ids}
        value={text}
        placeholder={placeholder}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
    </div>
  );
}
