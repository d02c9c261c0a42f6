/** Notices: the count in the header, the page, opening one, and how one wants to be told. */
import { choose, expectRefused, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { expect, expectAccessible, ready, test, visit } from './fixtures.js';

/** An account that no other test and no other project uses. */
const own = (first: number) => `d${first + ['phone-zh', 'desktop-en', 'desktop-en-noscript', 'phone-zh-noscript'].indexOf(test.info().project.name)}`;

test('what others do to my proposal is told to me, and opening it takes it as read', async ({ as, office, t }) => {
  const title = freshTitle();
  const deputy = await as(own(116));
  const address = await submitProposal(deputy, t, title);

  // The office is told of it; nobody is told of his own doing.
  await visit(office, '/notices');
  const told = office.locator('.notices .row').filter({ hasText: title });
  await expect(told).toContainText(t.noticeToReview);
  await expect(told).toContainText(t.unread);
  await expectAccessible(office);
  await visit(deputy, '/notices');
  await expect(deputy.locator('.empty')).toBeVisible();
  await expect(deputy.locator('.header .unread-count')).toHaveCount(0);
  await expectAccessible(deputy);

  await told.getByRole('button').click();
  await expect(office).toHaveURL(new RegExp(`${address}$`));
  await ready(office);
  const step = await stepForm(office, 'send_back');
  await step.getByLabel(t.reason).fill('请写明具体路段和长度，再次提交。');
  await send(step);
  await expect(office.locator('.notice').filter({ hasText: t.sentBackNotice })).toBeVisible();

  await visit(deputy, '/desk');
  await expect(deputy.locator('.header .unread-count')).toContainText('1');
  await deputy.locator('.header').getByRole('link', { name: t.notices }).click();
  await expect(deputy.getByRole('heading', { level: 1 })).toHaveText(t.notices);
  const mine = deputy.locator('.notices .row').first();
  await expect(mine).toContainText(t.noticeSentBack);
  await expect(mine).toContainText(title);
  await expectAccessible(deputy);
  await ready(deputy);
  await deputy.getByRole('button', { name: t.readAll }).click();
  await expect(mine).not.toContainText(t.unread);
  await expect(deputy.locator('.header .unread-count')).toHaveCount(0);
  await mine.getByRole('link', { name: t.noticeSentBack }).click();
  await expect(deputy).toHaveURL(new RegExp(`${address}$`));
});

test('I say where mail goes and when', async ({ as, t, faults }) => {
  faults.expect(422);
  const page = await as(own(120));
  await visit(page, '/account');
  await page.getByRole('link', { name: t.noticeSettings }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.noticeSettings);
  await ready(page);
  await expectAccessible(page);
  const save = () => page.getByRole('main').getByRole('button', { name: t.save, exact: true }).click();
  // The browser's own check would come first and speak its own language.
  await page.locator('main form').evaluate((form: HTMLFormElement) => form.setAttribute('novalidate', '')).catch(() => undefined);
  await page.getByLabel(t.email).fill('wang@localhost');
  await choose(page, t.mailWhen, t.mailDaily);
  await save();
  await expectRefused(page, t.needAttention);
  await expect(page.getByLabel(t.email)).toHaveValue('wang@localhost');
  await expect(page.getByRole('group', { name: t.mailWhen }).getByLabel(t.mailDaily)).toBeChecked();
  await expectAccessible(page);
  await page.getByLabel(t.email).fill('wang@example.gov.cn');
  await page.getByLabel(t.mailReminders).uncheck();
  await save();
  await expect(page.locator('.notice')).toContainText(t.noticeSettingsSaved);
  await ready(page);
  await visit(page, '/account/notices');
  await expect(page.getByLabel(t.email)).toHaveValue('wang@example.gov.cn');
  await expect(page.getByLabel(t.mailReminders)).not.toBeChecked();
  await page.getByLabel(t.email).fill('');
  await save();
  await expect(page.locator('.notice')).toContainText(t.noticeSettingsSaved);
});
