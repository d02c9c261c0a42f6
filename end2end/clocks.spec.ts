/** Limits, the working-day calendar, why a date is that date, and dates for one's own calendar. */
import { readFile } from 'node:fs/promises';

import { expectDone, expectRefused } from './actions.js';
import { type Page, expect, expectAccessible, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

/** The tests of a project share a server: each project has days of a year of its own. */
const years: Record<string, number> = { 'phone-zh': 2031, 'desktop-en': 2032, 'desktop-en-noscript': 2033, 'phone-zh-noscript': 2034 };

async function openForm(page: Page, t: Words) {
  await visit(page, '/rules');
  const form = page.locator('#edit details');
  if ((await form.getAttribute('open')) === null) await form.getByText(t.editRules, { exact: true }).click();
  return form;
}

const length = (page: Page, t: Words, limit: string) =>
  page.getByRole('group', { name: new RegExp(`^${limit}`) }).getByLabel(t.howMany);

test('anyone reads the limits and the calendar, from the page about this site', async ({ visitor, t }) => {
  await visit(visitor, '/about');
  await visitor.getByRole('main').getByRole('link', { name: t.rules, exact: true }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.rules);
  await ready(visitor);
  await expectAccessible(visitor);
  await expect(visitor.locator('#edit')).toHaveCount(0);
  await visit(visitor, '/calendar?year=2026');
  await expect(visitor.getByRole('table')).toHaveCount(12);
  await expect(visitor.locator('.month .day-worked')).toHaveCount(6);
  await expect(visitor.locator('.month .day-off')).toHaveCount(33);
  await expect(visitor.locator('.run form')).toHaveCount(0);
  await expect(visitor.locator('.years [aria-current]')).toHaveText('2026');
  await expectAccessible(visitor);
  await visit(visitor, '/calendar?year=2029');
  await expect(visitor.locator('.notice')).toContainText(t.yearMissing);
  await expectAccessible(visitor);
});

test('the office enters a new version; the law and others who edit are told', async ({ office, office2, t, faults }) => {
  faults.expect(422, 409);
  await openForm(office, t);
  await openForm(office2, t);
  await expectAccessible(office);

  await length(office, t, t.replyLimit).fill('4');
  await office.getByLabel(t.ruleSource).fill('县人大常委会主任会议第12次会议决定');
  await office.getByRole('button', { name: t.enterRules }).click();
  const refused = await expectRefused(office, t.mendFields);
  await expect(refused).toContainText(t.beyondTheLaw);
  await expect(length(office, t, t.replyLimit)).toHaveValue('4');
  await expect(office.getByLabel(t.ruleSource)).toHaveValue('县人大常委会主任会议第12次会议决定');
  await expectAccessible(office);

  // Another project of these tests may enter a version meanwhile: then what was typed is sent once more.
  const enter = async (page: Page, days: string) => {
    for (let tries = 0; tries < 6; tries++) {
      await length(page, t, t.replyLimit).fill('3');
      await length(page, t, t.reviewLimit).fill(days);
      await page.getByLabel(t.ruleSource).fill('县人大常委会主任会议第12次会议决定');
      await page.getByRole('button', { name: t.enterRules }).click();
      const done = page.locator('.notice').filter({ hasText: t.rulesDone });
      await expect(done.or(page.getByRole('heading', { name: t.outdated }))).toBeVisible();
      await ready(page);
      // The page may still be on its way from the one to the other.
      const entered = done.waitFor({ timeout: 2_000 }).then(() => true, () => false);
      if (await entered) return;
      await openForm(page, t);
    }
    throw new Error('somebody else was always first');
  };
  await enter(office, '6');
  await expectAccessible(office);

  // The other page is older now: what is typed there is kept.
  await length(office2, t, t.reviewLimit).fill('7');
  await office2.getByLabel(t.ruleSource).fill('县人大常委会主任会议第13次会议决定');
  await office2.getByRole('button', { name: t.enterRules }).click();
  await expectRefused(office2, t.outdated);
  await expect(length(office2, t, t.reviewLimit)).toHaveValue('7');
  await expect(office2.getByLabel(t.ruleSource)).toHaveValue('县人大常委会主任会议第13次会议决定');
  await enter(office2, '5');
});

test('the office enters and removes a holiday', async ({ office, t, faults }) => {
  faults.expect(422);
  const year = years[test.info().project.name] ?? 2035;
  await visit(office, `/calendar?year=${year}`);
  const add = async () => {
    await office.getByLabel(t.dayName, { exact: true }).fill('建县纪念日');
    await office.getByLabel(t.firstDay).fill(`${year}-08-01`);
    await office.getByLabel(t.lastDay).fill(`${year}-08-03`);
    await office.getByRole('button', { name: t.addDays, exact: true }).click();
  };
  await add();
  await expectDone(office, t.daysAdded);
  await expect(office.locator('.month .day-off')).toHaveCount(3);
  await expectAccessible(office);
  await add();
  await expectRefused(office, t.mendFields);
  await expect(office.locator('#days-first-error')).toContainText(t.dayTaken);
  await expect(office.getByLabel(t.dayName, { exact: true })).toHaveValue('建县纪念日');
  await expectAccessible(office);
  const run = office.locator('.run').filter({ hasText: '建县纪念日' });
  await run.locator('summary').click();
  await run.getByRole('button').click();
  await expectDone(office, t.daysRemoved);
  await expect(office.locator('.month .day-off')).toHaveCount(0);
});

test('a date says why', async ({ visitor, t }) => {
  await visit(visitor, '/proposals?stage=handling');
  await visitor.locator('main .rows > li').first().getByRole('link').first().click();
  await expect(visitor.locator('.status-sentence')).toBeVisible();
  await ready(visitor);
  await visitor.getByText(t.whyThisDay, { exact: true }).click();
  const why = visitor.locator('details.why');
  await expect(why.locator('dt')).toHaveCount(5);
  await expect(why.locator('dt').first()).toHaveText(t.whyStart);
  await expect(why).toContainText(t.lawArticle);
  await expectAccessible(visitor);
  await why.getByRole('link', { name: t.seeRules }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.rules);
});

test('a desk’s dates go into one’s own calendar', async ({ clerk, t }) => {
  await visit(clerk, '/desk');
  const downloading = clerk.waitForEvent('download');
  await clerk.getByRole('link', { name: t.dates }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('dates.ics');
  const file = await readFile(await download.path(), 'utf8');
  expect(file.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(file.match(/^DTSTART;VALUE=DATE:\d{8}\r$/gm)?.length).toBeGreaterThan(0);
});
