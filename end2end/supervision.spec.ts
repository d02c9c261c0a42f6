/** What is late and the button that chases; how units do; promises by month; key proposals and who pushes them. */
import { expectDone } from './actions.js';
import { expect, expectAccessible, expectNarrow, ready, test, visit } from './fixtures.js';

test('an office sees what is late, chases it, and sees that it is chased', async ({ office, t }) => {
  await visit(office, '/desk');
  await office.getByRole('link', { name: t.supervision, exact: true }).click();
  await expect(office.getByRole('heading', { level: 1 })).toHaveText(t.supervision);
  await ready(office);
  await expectAccessible(office);
  // Other projects chase papers of the same county: the first that may be chased is this one's.
  const button = office.getByRole('button', { name: new RegExp(`^${t.chase}`) }).first();
  test.skip(!(await button.isVisible()), 'everything late was chased already');
  const row = office.locator('.rows > li').filter({ has: button });
  const number = await row.locator('.number').first().innerText();
  await button.click();
  await expectDone(office, t.chasedNotice);
  await expect(office.locator('.notice').first()).toContainText(number.trim());
  const chased = office.locator('.rows > li').filter({ hasText: number.trim() });
  await expect(chased).toContainText(t.chaseAgainFrom);
  await expectAccessible(office);

  // A number opens its list.
  const count = office.locator('.counts td a').first();
  const n = Number(await count.innerText());
  await count.click();
  await expect(office).toHaveURL(/unit=\d+/);
  await expect(office.locator('#late').locator('xpath=..').locator('.rows > li')).toHaveCount(Math.min(n, 30));
  await expectNarrow(office);
});

test('a number of a unit’s record opens the papers that it counts', async ({ as, t }) => {
  const page = await as('supervisor');
  await visit(page, '/supervision');
  await expect(page.getByRole('heading', { name: t.unitRecords })).toBeVisible();
  const link = page.locator('.records td a').first();
  const n = Number(await link.innerText());
  await link.click();
  await expect(page).toHaveURL(/\/supervision\/\d+\?figure=/);
  await expect(page.locator('main .rows > li')).toHaveCount(n);
  await ready(page);
  await expectAccessible(page);
});

test('anyone reads what was promised, by month and by what is late', async ({ visitor, t }) => {
  await visit(visitor, '/');
  await visitor.getByRole('main').getByRole('link', { name: t.promises, exact: true }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.promises);
  await ready(visitor);
  await expectAccessible(visitor);
  const month = visitor.locator('a.month-cell').first();
  const n = Number(await month.locator('b').innerText());
  await month.click();
  await expect(visitor).toHaveURL(/month=\d{4}-\d\d/);
  await expect(visitor.locator('main .rows > li')).toHaveCount(Math.min(n, 50));
  await ready(visitor);
  await expectAccessible(visitor);
  await visitor.getByLabel(t.onlyThese).selectOption({ label: t.overduePromises });
  await visitor.getByRole('button', { name: t.apply }).click();
  await expect(visitor).toHaveURL(/only=overdue/);
  await expectAccessible(visitor);
});

test('anyone reads who pushes each key proposal', async ({ visitor, t }) => {
  await visit(visitor, '/');
  await visitor.getByRole('link', { name: t.allKeyProposals }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.keyProposals);
  const first = visitor.locator('.key').first();
  await expect(first).toContainText(t.supervisor);
  await expect(first).toContainText(t.sponsor);
  await ready(visitor);
  await expectAccessible(visitor);
});
