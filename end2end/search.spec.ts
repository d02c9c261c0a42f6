/** Searching the public list. */
import { expect, expectAccessible, type Page, ready, test, visit } from './fixtures.js';

const rows = (page: Page) => page.locator('main .rows > li');
const count = async (page: Page) => Number((await page.locator('.found b').innerText()).match(/\d+/)?.[0]);

test('from the home page to a paper', async ({ visitor, t }) => {
  await visit(visitor, '/');
  await visitor.getByLabel(t.searchLabel).fill('道路');
  await visitor.getByRole('button', { name: t.search, exact: true }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.listHeading);
  await ready(visitor);
  await expect(visitor.getByLabel(t.searchLabel)).toHaveValue('道路');
  await expect(visitor.locator('.found')).toContainText('“道路”');
  await expect(visitor.locator('mark').first()).toHaveText('道路');
  await expect(visitor.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  for (const row of await rows(visitor).all()) await expect(row.locator('mark').first()).toBeVisible();
  await expectAccessible(visitor);
  await rows(visitor).first().getByRole('link').first().click();
  await expect(visitor.locator('.status-sentence')).toBeVisible();
});

test('another word, another order, and a count as a filter', async ({ visitor, t }) => {
  await visit(visitor, '/proposals?q=建议');
  const all = await count(visitor);
  await expect(visitor.getByRole('link', { name: t.byRelevance })).toHaveAttribute('aria-current', 'true');
  await visitor.getByRole('link', { name: t.byDate }).click();
  await expect(visitor).toHaveURL(/sort=date/);
  await expect(visitor.getByRole('link', { name: t.byDate })).toHaveAttribute('aria-current', 'true');
  await ready(visitor);
  expect(await count(visitor)).toBe(all);
  await expectAccessible(visitor);

  // Beside the list where there is room, else in the filters.
  const isWide = await visitor.locator('.facets').isVisible();
  const fold = visitor.locator(isWide ? '.facets > summary' : '.narrowing > summary');
  if (await fold.isVisible()) await fold.click();
  const link = visitor.locator(isWide ? '.facets a[href*="topic=water"]' : '#topic option[value=water]');
  const n = Number((await link.textContent())?.match(/\d+/)?.[0]);
  if (isWide) await link.click();
  else {
    await visitor.getByLabel(t.topic, { exact: true }).selectOption('water');
    await visitor.getByRole('button', { name: t.apply }).click();
  }
  await expect(visitor).toHaveURL(/topic=water/);
  await expect(visitor.locator('.found')).toContainText(t.water);
  await ready(visitor);
  expect(await count(visitor)).toBe(n);
  // A new word keeps the filter, and the filter can be taken off by itself.
  await visitor.getByLabel(t.searchLabel).fill('村');
  await visitor.getByRole('button', { name: t.search, exact: true }).click();
  await expect(visitor.locator('.found')).toContainText('“村”');
  await expect(visitor.locator('.found')).toContainText(t.water);
  await ready(visitor);
  if (await fold.isVisible()) await fold.click();
  if (isWide) await visitor.getByRole('link', { name: t.takeOffTopic }).click();
  else {
    await visitor.getByLabel(t.topic, { exact: true }).selectOption('');
    await visitor.getByRole('button', { name: t.apply }).click();
  }
  await expect(visitor.locator('.found')).not.toContainText(t.water);
  await expect(visitor.locator('.found')).toContainText('“村”');
});

test('pages of what was found', async ({ visitor, t }) => {
  await visit(visitor, '/proposals?q=建议');
  await visitor.getByRole('link', { name: t.nextPage }).click();
  await expect(visitor.getByRole('link', { name: t.firstPage })).toBeVisible();
  await ready(visitor);
  await expect(visitor.locator('.found')).toContainText('“建议”');
  await visitor.getByRole('link', { name: t.firstPage }).click();
  // Other tests hand papers in meanwhile: which one comes first is not told.
  await expect(visitor.getByRole('link', { name: t.firstPage })).toHaveCount(0);
  await expect(rows(visitor)).toHaveCount(20);
});

test('what finds nothing says what to do', async ({ visitor, t }) => {
  await visit(visitor, '/proposals?q=鑫龘犇');
  await expect(visitor.locator('.empty')).toContainText(t.nothingFound);
  await expectAccessible(visitor);
  await visit(visitor, `/proposals?q=${encodeURIComponent('"*(:')}`);
  await expect(visitor.locator('.empty')).toContainText(t.onlySigns);
  const long = '长'.repeat(61);
  await visit(visitor, `/proposals?q=${long}`);
  await expect(visitor.locator('#q-error')).toHaveText(t.queryTooLong);
  await expect(visitor.getByLabel(t.searchLabel)).toHaveValue(long);
  await expectAccessible(visitor);
  await visitor.getByLabel(t.searchLabel).fill('17-1-001');
  await visitor.getByRole('button', { name: t.search, exact: true }).click();
  await expect(rows(visitor)).toHaveCount(1);
});
