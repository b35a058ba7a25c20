import { expect, inject, test, vi } from 'vitest';
import { goTo, look, soon, useStage } from '../support/browser.ts';
import { killPart, untilReady, withoutDatabase } from '../support/installation.ts';
import { decide, openTask, panel, rowOf } from './support/act.ts';
import { fileCase, walk } from './support/cases.ts';

const stage = useStage();

/** A part that was killed comes back by itself, on a busy machine within this time. */
const back = { timeout: 90_000 };

test('with the engine down people read and decide, the screen says so, and what they decided arrives afterwards', async () => {
  const { dataDir, url } = inject('installation');
  const { id, number } = await fileCase();
  await walk(id, ['housing-steward', 'internal_consent', 'agree']);
  const officer = await stage.enter('bdb-exchange', '/inbox');
  await rowOf(officer, number).waitFor();

  killPart(dataDir, 'broker');
  const banner = officer.getByText('流程引擎暂时不可用');
  await vi.waitFor(
    async () => {
      await goTo(officer, '/inbox');
      expect(await banner.isVisible()).toBe(true);
    },
    { timeout: 20_000, interval: 100 },
  );
  await openTask(officer, number, '形式审查');
  await decide(officer, {
    outcome: '通过',
    fill: async (page) => {
      for (const question of ['材料是否齐全', '提供部门是否正确'])
        await page.getByRole('group', { name: question }).getByLabel('是', { exact: true }).check();
    },
  });
  expect(await banner.isVisible(), 'the engine is still down while it is decided').toBe(true);
  await look(officer, 'engine-down');
  const operator = await stage.enter('bdb-ops', '/operations');
  const gauge = panel(operator, '流程引擎');
  await gauge.getByText('不可用').waitFor();
  await look(operator, 'operations-engine-down');
  const steward = await stage.enter('civil-steward', '/inbox');
  expect(await rowOf(steward, number).count()).toBe(0);

  await untilReady(url);
  await rowOf(steward, number).filter({ hasText: '提供部门答复' }).waitFor(back);
  await goTo(officer, '/inbox');
  expect(await banner.count()).toBe(0);
  await goTo(operator, '/operations');
  await gauge.getByText('正常').waitFor();
  await look(operator, 'operations');
}, 240_000);

test('with the database down every page says so, and shows itself as soon as it is back', async () => {
  const { dataDir, url } = inject('installation');
  const { number } = await fileCase();
  const inside = await stage.enter('housing-steward', '/inbox');
  await rowOf(inside, number).waitFor();
  const outside = await stage.enter('housing-steward');
  stage.provokes(503, 500, 502, 'away');

  const message = '数据库暂时不可用';
  await withoutDatabase(dataDir, url, async () => {
    await outside.goto('/inbox');
    await outside.getByRole('heading', { name: message }).waitFor();
    await inside.getByRole('navigation').getByRole('link', { name: '工作台' }).click();
    await inside.getByRole('heading', { name: message }).waitFor();
    await look(inside, 'database-down-inside');
  });

  await untilReady(url);
  await inside.getByRole('heading', { name: '工作台', level: 1 }).waitFor(back);
  await rowOf(outside, number).waitFor(back);
  await goTo(outside, '/inbox');
  await expect.poll(() => rowOf(outside, number).count(), soon).toBe(1);
}, 240_000);
