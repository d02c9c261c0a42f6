/** Figures with their lists, deputies and units, for anybody. */
import { expect, expectAccessible, type Page, ready, test, visit } from './fixtures.js';

const found = async (page: Page) => Number((await page.locator('.found b').innerText()).match(/\d+/)?.[0]);

test('a number opens the list that it counts', async ({ visitor, t }) => {
  await visit(visitor, '/');
  await visitor.getByRole('navigation').getByRole('link', { name: t.figures, exact: true }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.figures);
  await ready(visitor);
  await expectAccessible(visitor);
  const table = visitor.locator('section', { has: visitor.locator('#classes') }).getByRole('table');
  const number = table.getByRole('link').first();
  const n = Number(await number.innerText());
  await number.click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.listHeading);
  expect(await found(visitor)).toBe(n);
  await visitor.locator('.found').getByRole('link', { name: t.clear }).click();
  await expect(visitor).toHaveURL(/\/proposals$/);
});

test('every chart says in words what its table says', async ({ visitor }) => {
  await visit(visitor, '/figures');
  const sections = visitor.locator('.chart-section');
  await expect(sections).toHaveCount(5);
  for (const section of await sections.all()) {
    const words = (await section.getByRole('img').getAttribute('aria-label')) ?? '';
    for (const row of await section.locator('tbody tr').all()) {
      const label = await row.getByRole('rowheader').innerText();
      const n = await row.getByRole('cell').first().innerText();
      expect(words).toContain(`${label} ${n}`);
    }
  }
});

test('period, parts and order are chosen by links', async ({ visitor, t }) => {
  await visit(visitor, '/figures');
  await visitor.getByRole('link', { name: t.allYears, exact: true }).click();
  await expect(visitor).toHaveURL(/year=all/);
  await expect(visitor.locator('#key-figures')).toHaveText(t.allYears);
  await ready(visitor);
  await visitor.locator('#parts').locator('xpath=..').getByRole('link', { name: t.topic, exact: true }).first().click();
  await expect(visitor).toHaveURL(/by=topic/);
  await ready(visitor);
  await visitor.locator('.figures-sort').getByRole('link', { name: t.handedOver, exact: true }).click();
  await expect(visitor).toHaveURL(/sort=assigned/);
  const counts = visitor.locator('section', { has: visitor.locator('#parts') }).locator('tbody tr td:nth-child(2)');
  // What was shown before stays until the new order is here.
  await expect(async () => {
    const numbers = (await counts.allInnerTexts()).map(Number);
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  }).toPass();
  await expectAccessible(visitor);
});

test('nothing is wider than the page', async ({ visitor }) => {
  for (const address of ['/figures', '/deputies', '/units', '/units/1']) {
    await visit(visitor, address);
    const wide = await visitor.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, address).toBeLessThanOrEqual(0);
  }
});

test('a deputy is found by name and shows what became of the papers', async ({ visitor, t }) => {
  await visit(visitor, '/proposals');
  const name = await visitor.locator('main .rows > li').first().locator('.row-facts a').first().innerText();
  await visitor.getByRole('navigation').getByRole('link', { name: t.people, exact: true }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.deputies);
  await ready(visitor);
  await expectAccessible(visitor);
  await visitor.getByRole('searchbox').fill(name);
  await visitor.getByRole('button', { name: t.apply }).click();
  await expect(visitor.locator('.found')).toContainText(name);
  await ready(visitor);
  await visitor.getByRole('table').getByRole('link', { name, exact: true }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(name);
  await ready(visitor);
  expect(await visitor.locator('main .rows > li').count()).toBeGreaterThan(0);
  await expectAccessible(visitor);
});

test('a unit shows what it has in hand', async ({ visitor, t }) => {
  await visit(visitor, '/units');
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.units);
  await expectAccessible(visitor);
  const unit = visitor.getByRole('table').getByRole('rowheader').getByRole('link').first();
  const name = await unit.innerText();
  await unit.click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(name);
  await ready(visitor);
  await expectAccessible(visitor);
});
