import { Form, Link, useLocation, useNavigation } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { roleName } from '#app/lib/codes.ts';
import type { FormOperation } from '#app/lib/posted-operation.ts';
import type { Refused } from '#app/lib/respond.ts';
import { withoutParameter } from '#app/lib/search.ts';
import { typedText } from '#app/lib/typed-text.ts';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { SelectField, TextAreaField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { TaskDetails } from '#server/queries/task-details.ts';
import type { OperationChoices } from '#server/queries/task-operations.ts';
import { Choices } from './operation-choices.tsx';

export type AskedOperation = { operation: FormOperation; choices: OperationChoices };

type OperationPanelProps = { task: TaskDetails; asked: AskedOperation; refused: Refused | undefined };

const NEEDS_REASON: readonly FormOperation[] = ['transfer', 'delegate', 'hand_back', 'add_signer', 'remove_signer', 'return', 'copy'];
const ASKS_ONE = ['transfer', 'delegate', 'add_signer'] as const;

/** An operation's form: what follows first, then what it needs. An address of its own (?do=...), so it works without scripts. */
export function OperationPanel({ task, asked, refused }: OperationPanelProps) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const { state } = useNavigation();
  const { operation, choices } = asked;
  const section = useRef<HTMLDivElement>(null);
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, [operation]);
  const one = ASKS_ONE.find((name) => name === operation);
  const nobody = (one !== undefined || operation === 'copy') && choices.people.length === 0;
  return (
    <div ref={section}>
      <Panel title={t(`work.operation.${operation}`)}>
        <p className="mb-3 max-w-prose">{t(`work.consequence.${operation}`)}</p>
        {nobody ? <p className="text-danger mb-3 max-w-prose">{t('work.nobody')}</p> : null}
        <Form method="post" className="grid gap-3" preventScrollReset>
          <CsrfField />
          <input type="hidden" name="intent" value={operation} />
          {one === undefined ? null : (
            <SelectField
              id="to"
              name="to"
              required
              label={t(`work.to.${one}`)}
              error={refused?.fields['to']}
              defaultValue={typedList(refused)[0] ?? ''}
              options={[
                { value: '', label: t('work.pick') },
                ...choices.people.map((person) => ({ value: person.id, label: nameOf(person) })),
              ]}
              className="max-w-xl"
            />
          )}
          {operation === 'copy' ? (
            <Choices
              kind="checkbox"
              name="to"
              legend={t('work.to.copy')}
              chosen={typedList(refused)}
              error={refused?.fields['to']}
              options={choices.people.map((person) => ({ value: person.id, label: nameOf(person) }))}
            />
          ) : null}
          {operation === 'add_signer' ? (
            <Choices
              kind="radio"
              name="place"
              legend={t('work.place')}
              chosen={[typedText(refused, 'place') ?? 'before']}
              options={[
                { value: 'before', label: t('work.placeBefore') },
                { value: 'after', label: t('work.placeAfter') },
              ]}
            />
          ) : null}
          {operation === 'remove_signer' ? <Removable task={task} refused={refused} /> : null}
          {operation === 'return' ? <Back choices={choices} refused={refused} /> : null}
          {NEEDS_REASON.includes(operation) ? (
            <TextAreaField
              id="reason"
              name="reason"
              required
              maxLength={2000}
              label={operation === 'hand_back' ? t('work.handBackReason') : t('work.reason')}
              error={refused?.fields['reason']}
              defaultValue={typedText(refused, 'reason')}
            />
          ) : null}
          {refused !== undefined && Object.keys(refused.fields).length === 0 ? (
            <p role="alert" className="text-danger font-medium">
              {refused.text}
            </p>
          ) : null}
          <div className="flex items-center gap-2">
            <Button type="submit" tone="primary" busy={state === 'submitting'} disabled={nobody}>
              {t(`work.confirm.${operation}`)}
            </Button>
            <Link to={`?${withoutParameter(search, 'do')}`} preventScrollReset className="text-accent px-2 underline">
              {t('common.cancel')}
            </Link>
          </div>
        </Form>
      </Panel>
    </div>
  );

  function nameOf({ name, organisation, post }: OperationChoices['people'][number]): string {
    return `${name} · ${organisation} ${post === '' ? '' : roleName(t, post)}`;
  }
}

function Removable({ task, refused }: { task: TaskDetails; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const removable = task.signers.filter((signer) => signer.removable);
  return (
    <Choices
      kind="radio"
      name="signerId"
      legend={t('work.signer')}
      chosen={[typedText(refused, 'signerId') ?? removable[0]?.id ?? '']}
      options={removable.map((signer) => ({ value: signer.id, label: signer.holder ?? '' }))}
    />
  );
}

/** To which step, and whether it comes straight back; only where nobody is passed over by that. */
function Back({ choices, refused }: { choices: OperationChoices; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const [to, setTo] = useState(typedList(refused)[0] ?? choices.targets[0]?.element ?? '');
  const straight = choices.targets.find(({ element }) => element === to)?.straightBack ?? false;
  return (
    <>
      <Choices
        kind="radio"
        name="to"
        legend={t('work.target')}
        chosen={[to]}
        onChoose={setTo}
        error={refused?.fields['to']}
        options={choices.targets.map(({ element, name }) => ({ value: element, label: name }))}
      />
      <Choices
        kind="radio"
        name="way"
        legend={t('work.way')}
        chosen={[straight ? (typedText(refused, 'way') ?? 'again') : 'again']}
        error={refused?.fields['straightBack']}
        hint={straight ? undefined : t('work.wayStraightNot')}
        options={[
          { value: 'again', label: t('work.wayAgain') },
          { value: 'straight', label: t('work.wayStraight'), disabled: !straight },
        ]}
        key={to}
      />
    </>
  );
}

function typedList(refused: Refused | undefined): readonly string[] {
  const typed = refused?.typed['to'];
  return Array.isArray(typed) ? typed.map(String) : [];
}
