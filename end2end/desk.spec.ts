/** What each person finds on the desk of the demo county. */
import { type Page, expect, expectAccessible, hasScript, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

const tasks = (page: Page) => page.locator('.desk-row');

/** A desk with something on it: each thing has its one button, and the button leads to where it is done. */
async function expectBusy(page: Page, t: Words) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.waiting);
  await expectAccessible(page);
  await expect(page.locator('.empty')).toHaveCount(0);
  const count = await tasks(page).count();
  expect(count).toBeGreaterThan(0);
  await expect(page.locator('.desk-row .button')).toHaveCount(count);
}

async function expectEmpty(page: Page, t: Words, words: string) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.waiting);
  await expect(page.locator('.empty').first()).toContainText(words);
  await expect(tasks(page)).toHaveCount(0);
  await expectAccessible(page);
}

test('a deputy', async ({ deputy, t }) => {
  await expectBusy(deputy, t);
  await expect(deputy.getByRole('link', { name: t.writeNew })).toBeVisible();
  await expect(deputy.getByRole('heading', { name: t.mine })).toBeVisible();
  const rate = deputy.getByRole('link', { name: new RegExp(`^${t.rateStep}`) }).first();
  await rate.click();
  await expect(deputy.locator('#step-rate')).toHaveAttribute('open', '');
  await ready(deputy);
  await expect(deputy.locator('#step-rate')).toBeInViewport();
});

test('the congress office', async ({ office, t }) => {
  await expectBusy(office, t);
  await expect(office.getByRole('link', { name: new RegExp(`^${t.registerStep}`) }).first()).toBeVisible();
  await office.getByRole('link', { name: new RegExp(`^${t.assignStep}`) }).first().click();
  await expect(office.locator('#step-assign')).toHaveAttribute('open', '');
  // A link to a step that is folded unfolds it, where scripts run.
  const folded = office.locator('#step-set_disclosure');
  await expect(folded).not.toHaveAttribute('open');
  await ready(office);
  await office.locator('.step-links a[href="#step-set_disclosure"]').click();
  if (hasScript()) await expect(folded).toHaveAttribute('open', '');
  await expect(folded).toBeInViewport();
});

test('the government office', async ({ as, t }) => {
  const page = await as('govoffice');
  await expectBusy(page, t);
  await expect(page.getByRole('link', { name: new RegExp(`^${t.registerStep}`) })).toHaveCount(0);
});

test('a unit’s clerk and head', async ({ clerk, head, t }) => {
  await expectBusy(clerk, t);
  await expect(clerk.getByRole('link', { name: new RegExp(`^${t.replyStep}`) })).toHaveCount(0);
  await expectBusy(head, t);
  // Overdue first, then by date.
  const days = await head.locator('.desk-row time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
  expect(days.length).toBeGreaterThan(0);
  expect(days).toEqual([...days].sort());
});

test('a supervisor', async ({ as, t }) => {
  await expectBusy(await as('supervisor'), t);
});

test('nothing to do', async ({ as, t }) => {
  await expectEmpty(await as('admin'), t, t.emptyAdministrator);
  await expectEmpty(await as('rongmei'), t, t.emptyUnit);
  const page = await as('d150');
  await expectEmpty(page, t, t.emptyDeputy);
  await visit(page, '/account');
  await expectAccessible(page);
});
