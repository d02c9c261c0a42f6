/**
 * A WebView of 2020 (Chromium 86) reads every page and sends every kind of form. It does not know the rule by which the
 * site allows WebAssembly, so it never runs any: what it does here, it does with HTML alone, though it runs scripts.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';

import { type Browser, type Page, test as base, chromium, expect } from '@playwright/test';

import { freshTitle } from './actions.js';
import { publicPages } from './every.js';
import { wordsFor } from './words.js';

const t = wordsFor('zh-CN');
// Playwright's checks before it acts ask this browser for what it cannot do yet.
const force = { force: true };

const test = base.extend<{ as: (login: string) => Promise<Page> }, { old: Browser }>({
  old: [
    async ({ launchOptions }, use, { project, workerIndex }) => {
      const packed = require.resolve('chrome-aws-lambda/bin/chromium.br');
      const executablePath = `${project.outputDir}/chromium-86-${workerIndex}`;
      await writeFile(executablePath, brotliDecompressSync(await readFile(packed)), { mode: 0o755 });
      const browser = await chromium.launch({ ...launchOptions, executablePath });
      expect(browser.version()).toMatch(/^86\./);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  as: async ({ old, contextOptions, viewport, hasTouch, isMobile, locale, baseURL }, use) => {
    const faults: string[] = [];
    await use(async (login) => {
      const context = await old.newContext({ ...contextOptions, viewport, hasTouch, isMobile, locale, baseURL });
      context.on('weberror', (error) => {
        if (!error.error().message.includes('Wasm code generation disallowed')) faults.push(error.error().message);
      });
      const page = await context.newPage();
      if (login) await signIn(page, login);
      return page;
    });
    expect(faults).toEqual([]);
  },
});

/** The page has its heading, its colours, and nothing that is wider than the window. */
async function expectWhole(page: Page) {
  const [headings, wide, main] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const button = document.querySelector('.button-main');
    return [document.querySelectorAll('h1').length, scrollWidth - clientWidth, button && getComputedStyle(button).backgroundColor];
  });
  expect.soft(headings, `headings of ${page.url()}`).toBe(1);
  expect.soft(wide, `overflow of ${page.url()}`).toBeLessThanOrEqual(0);
  if (main) expect.soft(main, `main button of ${page.url()}`).toBe('rgb(168, 32, 26)');
}

/** Playwright's own way of waiting for a text asks for what is visible, too, where it has not come yet. */
async function expectText(page: Page, selector: string, text: string) {
  await expect.poll(async () => (await page.locator(selector).allTextContents()).join('\n')).toContain(text);
  await expectWhole(page);
}

async function signIn(page: Page, login: string) {
  await page.goto('/sign-in');
  await page.locator('#login').fill(login, force);
  await page.locator('#password').fill('jianyi-demo', force);
  await page.locator('main button[type=submit]:not([hidden])').click(force);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Unfolds the form of a step. */
async function unfold(page: Page, code: string) {
  const step = page.locator(`#step-${code}`);
  if ((await step.getAttribute('open')) === null) await step.locator('> summary').click(force);
  return step;
}

async function send(page: Page, code: string, done: string) {
  await page.locator(`#step-${code} button[type=submit]:not([hidden]):not([name])`).click(force);
  await expectText(page, '.notice', done);
}

test('every page can be read', async ({ as, request }) => {
  const page = await as('');
  for (const { address, status } of await publicPages(request)) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(status);
    await expectWhole(page);
  }
});

test('a proposal goes from the deputy to the public, and a reader follows it', async ({ as }) => {
  const title = freshTitle();
  const deputy = await as('deputy');

  await deputy.goto('/proposals/new');
  await deputy.locator('#draft-title').fill(title, force);
  await deputy.locator('button[value=submit]').click(force);
  await expectText(deputy, '.refused h2', t.needAttention);
  await expect(deputy.locator('#draft-title')).toHaveValue(title);
  await deputy.locator('#draft-problem').fill('下游村到上游村的3.2公里土路雨天无法通行，412户和86名学生每天要走。', force);
  await deputy.locator('#draft-analysis').fill('2019年纳入规划，因资金未到位一直没有开工，村里自己垫过两次砂石。', force);
  await deputy.locator('#draft-asks-0').fill('今年内完成路基整修，先保证雨天通行。', force);
  await deputy.locator('#draft-topic').selectOption('roads', force);
  await deputy.locator('#draft-no_self_interest').check(force);
  await deputy.locator('button[value=submit]').click(force);
  await expectText(deputy, '.notice', t.submittedNotice);
  const address = new URL(deputy.url()).pathname;

  const office = await as('office');
  await office.goto(address);
  await unfold(office, 'register');
  await send(office, 'register', t.registeredNotice);
  const plan = await unfold(office, 'assign');
  await plan.getByLabel(t.leadUnit).selectOption({ label: t.transport }, force);
  await send(office, 'assign', t.assignedNotice);

  const clerk = await as('jiaotong');
  await clerk.goto(address);
  await unfold(clerk, 'accept');
  await send(clerk, 'accept', t.acceptedNotice);

  const visitor = await as('');
  await visitor.goto(address);
  await expectText(visitor, 'h1', title);
  await expectText(visitor, '.proposal .tag', t.stageHandling);
  await visitor.locator('#follow > details > summary').click(force);
  await visitor.locator('#follow-email').fill('wang.li@example.cn', force);
  await visitor.locator('#follow form button[type=submit]:not([hidden])').click(force);
  await expectText(visitor, 'h1', t.followSent);
});
