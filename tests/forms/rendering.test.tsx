import { renderToString } from 'react-dom/server';
import { TranslationProvider } from '#app/lib/translation.tsx';
import { describe, expect, test } from 'vitest';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { FormFields } from '#app/components/form/form-fields.tsx';
import { useAnswerForm, type ServerErrors } from '#app/components/form/use-answer-form.ts';
import { ErrorSummary } from '#app/components/ui/error-summary.tsx';
import { createI18n } from '#app/lib/i18n.ts';
import { zhCN } from '#app/lib/messages/zh-cn/index.ts';
import type { FormContext } from '#forms/answers.ts';
import { answerFields, isList, keyOf } from '#forms/components.ts';
import { exampleAnswers } from '#forms/example.ts';
import { answersFromForm } from '#forms/form-data.ts';
import type { FormSchema } from '#forms/schema.ts';
import { validate } from '#forms/validate.ts';
import { application, context, forms, options, shipped } from './forms.ts';

type Drawn = { schema: FormSchema; answers?: Readonly<Record<string, unknown>>; here?: FormContext; errors?: ServerErrors };

function Drawing({ schema, answers = {}, here = context, errors }: Drawn) {
  const form = useAnswerForm({ id: 'f', schema, answers, context: here, errors });
  return (
    <>
      <ErrorSummary problems={form.problems} />
      <FormFields
        form={form}
        items={{ '*': [{ id: 'cat-040-04', name: '保障类别', level: 3, levelLabel: '3级', flags: ['敏感个人信息'] }] }}
      />
    </>
  );
}

function html(element: React.ReactNode): string {
  return renderToString(<TranslationProvider i18n={createI18n('zh-CN', zhCN)}>{element}</TranslationProvider>);
}

const draw = (drawn: Drawn) => html(<Drawing {...drawn} />);

/** What a browser without scripts would post from this page: the start values of every named input. */
function postedFrom(page: string): FormData {
  const form = new FormData();
  for (const [tag, kind] of page.matchAll(/<(input|textarea|select)[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (!name || !kind) continue;
    const at = page.indexOf(tag);
    const ticked = !/type="(checkbox|radio)"/.test(tag) || / checked=""/.test(tag);
    if (kind === 'input' && ticked && !tag.includes('type="file"')) form.append(name, text(/value="([^"]*)"/.exec(tag)?.[1] ?? ''));
    if (kind === 'textarea') form.append(name, text(page.slice(at + tag.length, page.indexOf('</textarea>', at))));
    if (kind === 'select')
      form.append(
        name,
        text(
          /<option [^>]*selected=""[^>]*value="([^"]*)"|<option value="([^"]*)" selected=""/
            .exec(page.slice(at, page.indexOf('</select>', at)))
            ?.slice(1)
            .find(Boolean) ?? '',
        ),
      );
  }
  return form;
}

const text = (escaped: string) =>
  escaped
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&');

describe('without scripts', () => {
  test.each([...forms.keys()])('%s gives every answer a native named input, also those that conditions hide', (key) => {
    const page = draw({ schema: shipped(key) });
    for (const field of answerFields(shipped(key))) {
      const name = isList(field)
        ? `answers.${field.path}.0.${field.components[0]?.key ?? ''}`
        : field.type === 'filepicker'
          ? `files.${field.key}`
          : `answers.${keyOf(field)}`;
      expect(page).toContain(`name="${name}"`);
    }
  });

  test.each([...forms.keys()])('%s posts the answers it was drawn with', (key) => {
    const here = { ...context, outcome: key === 'provider_decision' ? 'partly' : 'agree' };
    const answers = exampleAnswers(shipped(key), here);
    const posted = answersFromForm(shipped(key), postedFrom(draw({ schema: shipped(key), answers, here })));
    expect(validate(shipped(key), posted, here)).toEqual(validate(shipped(key), answers, here));
  });

  test('what the server refused stands in the summary and at its field', () => {
    const page = draw({
      schema: shipped('share_application'),
      errors: { dutyBasis: { code: 'required_fill', params: { label: '使用依据' } } },
    });
    expect(page).toContain('href="#f-dutyBasis"');
    expect(page).toMatch(/id="f-dutyBasis-error"[^>]*>请填写使用依据/);
    expect(page).toMatch(/<textarea[^>]*aria-describedby="f-dutyBasis-hint f-dutyBasis-error"[^>]*aria-invalid="true"/);
  });

  test('fields are covered for eyes, not removed, when their condition does not hold', () => {
    const covered = (outcome: string) =>
      /<div class="[^"]*hidden noscript:block"><fieldset id="f-supplementList"/.test(
        draw({ schema: shipped('provider_decision'), here: { ...context, outcome } }),
      );
    expect(covered('refuse')).toBe(true);
    expect(covered('supplement')).toBe(false);
  });
});

describe('rights', () => {
  const here: FormContext = { ...context, rights: { '*': 'read', handlerPhone: 'hidden', purpose: 'edit' }, stored: application };
  const page = draw({ schema: shipped('share_application'), answers: { purpose: application['purpose'] }, here });

  test('one edits, reads, and does not see', () => {
    expect(page).toContain('name="answers.purpose"');
    expect(page).not.toContain('name="answers.scenario"');
    expect(page).toContain(String(application['scenario']));
    expect(page).not.toContain('联系电话');
    expect(page).not.toContain(String(application['handlerPhone']));
  });
});

describe('reading', () => {
  const changes = [{ path: 'purpose', label: '使用用途', before: '旧用途', after: '核对是否在保' }];
  const page = html(
    <FormAnswers
      schema={shipped('share_application')}
      answers={application}
      names={{ itemIds: { 'cat-040-01': '公民身份号码' } }}
      rights={{ '*': 'read', handlerName: 'hidden' }}
      changes={changes}
    />,
  );

  test('labels, Chinese dates, and what changed since the last signature', () => {
    for (const shown of ['公民身份号码', '核验接口', '2026年12月1日', '已修改', '原为:旧用途']) expect(page).toContain(shown);
    expect(page).not.toContain('>经办人<');
  });

  test('script in an answer is text', () => {
    const attack = { ...application, purpose: '<img src=x onerror=alert(1)>' };
    expect(html(<FormAnswers schema={shipped('share_application')} answers={attack} />)).not.toContain('<img');
    expect(draw({ schema: shipped('share_application'), answers: attack, here: { ...context, options } })).not.toContain('<img');
  });
});
