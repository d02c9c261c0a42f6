/** What people do, as often as several tests need it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Locator, type Page, expect, ready, visit } from './fixtures.js';
import type { Words } from './words.js';

/** Chooses one of the radio buttons of a group. */
export async function choose(form: Page | Locator, group: string, option: string) {
  await form.getByRole('group', { name: group }).getByLabel(option, { exact: true }).check();
}

/** Fills the page for writing with a proposal that can be handed in. */
export async function fillProposal(page: Page, t: Words, title: string) {
  await page.getByLabel(t.title, { exact: true }).fill(title);
  await page.getByLabel(t.problem, { exact: true }).fill('下游村到上游村的3.2公里土路雨天无法通行，412户和86名学生每天要走。');
  await page.getByLabel(t.analysis, { exact: true }).fill('2019年纳入规划，因资金未到位一直没有开工，村里自己垫过两次砂石。');
  await page.getByLabel(t.ask1, { exact: true }).fill('今年内完成路基整修，先保证雨天通行。');
  await page.getByLabel(t.ask2).fill('明年纳入农村公路硬化计划，并公布开工时间。');
  await page.getByLabel(t.topic).selectOption({ label: t.roads });
  await page.getByLabel(t.place).selectOption({ label: t.township });
  await choose(page, t.disclosure, t.open);
  await page.getByLabel(t.noInterest).check();
}

/** A deputy writes and hands in a proposal; answers its address. */
export async function submitProposal(page: Page, t: Words, title: string): Promise<string> {
  await visit(page, '/proposals/new');
  await fillProposal(page, t, title);
  await page.getByRole('button', { name: t.submit, exact: true }).click();
  await expect(page.locator('.notice').filter({ hasText: t.submittedNotice })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** The unfolded form of a step on a proposal's page. */
export async function stepForm(page: Page, code: string): Promise<Locator> {
  const step = page.locator(`#step-${code}`);
  await expect(step).toBeVisible();
  if ((await step.getAttribute('open')) === null) await step.locator('> summary').click();
  return step;
}

/** Sends a step's form; the one button beside that has a name keeps it for later. */
export async function send(step: Locator) {
  await step.locator('button[type=submit]:not([hidden]):not([name])').click();
}

/** The lead deputy confirms the contact that waits. */
export async function confirmContact(deputy: Page, t: Words, address: string) {
  await visit(deputy, address);
  await send(await stepForm(deputy, 'confirm_contact'));
  await expectDone(deputy, t.contactConfirmed);
}

/** An assisting unit takes it on and says what it thinks. */
export async function assist(page: Page, t: Words, address: string) {
  await visit(page, address);
  await send(await stepForm(page, 'accept'));
  await expectDone(page, t.acceptedNotice);
  const step = await stepForm(page, 'send_opinion');
  await step.getByLabel(t.opinion1).fill('所需资金列入本年度养护经费。');
  await send(step);
  await expectDone(page, t.opinionNotice);
}

/** A clerk begins the reply with one line. */
export async function draftReply(clerk: Page, t: Words, address: string) {
  await visit(clerk, address);
  const step = await stepForm(clerk, 'draft_reply');
  await step.getByLabel(t.documentNumber).fill('交交函〔2026〕12号');
  await send(step);
  await expectDone(clerk, t.draftNotice);
}

/** Opens the desk, and its further pages until a link is there: other tests leave their papers on it too. */
export async function findOnDesk(page: Page, t: Words, link: Locator) {
  await visit(page, '/desk');
  for (let pages = 0; pages < 20 && !(await link.isVisible()); pages++) {
    const next = await page.getByRole('link', { name: t.nextPage, exact: true }).getAttribute('href');
    await visit(page, next ?? '/desk');
  }
  await expect(link).toBeVisible();
}

/** The page says that something was done. */
export async function expectDone(page: Page, words: string) {
  await expect(page.locator('.notice').filter({ hasText: words })).toBeVisible();
  await ready(page);
}

/** The page says that a form was refused, where a reader's eye and keyboard go first. */
export async function expectRefused(page: Page, words: string): Promise<Locator> {
  const summary = page.locator('#refused');
  await expect(summary.getByRole('heading', { level: 2 })).toHaveText(words);
  await ready(page);
  return summary;
}

/** The day in the county on which the tests play, as `serve` lets the server's clock begin. */
const today = (process.env.TEST_CLOCK ?? readFileSync(join(__dirname, '../app/testing/clock.txt'), 'utf8')).slice(0, 10);

/** A date some days from the county's today, as a form takes it. */
export function inDays(days: number): string {
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A title that no other test has. */
export function freshTitle(): string {
  return `关于硬化第${Math.floor(Math.random() * 1e9)}号道路的建议`;
}
