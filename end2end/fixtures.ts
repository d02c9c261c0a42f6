/** Who opens the browser, and what fails every test: faults on any page it opens. */
import { readFile } from 'node:fs/promises';

import { type BrowserContext, type Locator, type Page, type TestInfo, test as base, expect } from '@playwright/test';
import type Axe from 'axe-core';

import { type Words, wordsFor } from './words.js';

export { expect };
export type { Locator, Page };

/** What a test expects to go wrong: a status of the server, or the line being down. */
type Expected = number | 'offline';

class Faults {
  private readonly found: string[] = [];
  private readonly expected = new Set<Expected>();
  private readonly pending: Promise<void>[] = [];

  /** From now on this is no fault. */
  expect(...expected: Expected[]) {
    for (const one of expected) this.expected.add(one);
  }

  note(fault: string) {
    if (!this.found.includes(fault)) this.found.push(fault);
  }

  watch(context: BrowserContext) {
    context.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      // What failed to load is told by its status, below.
      if (message.text().startsWith('Failed to load resource')) return;
      if (this.expected.has('offline') && message.text().includes('Failed to fetch')) return;
      // A browser without scripts fetches the WASM ahead and then has no use for it.
      if (!hasScript() && message.text().includes('was preloaded using link preload but not used')) return;
      this.note(`console ${message.type()} on ${message.page()?.url()}: ${message.text()}`);
    });
    context.on('weberror', (error) => this.note(`page error: ${error.error().stack ?? error.error().message}`));
    context.on('response', (response) => {
      const status = response.status();
      if (status < 400 || this.expected.has(status)) return;
      this.note(`${status} for ${response.request().method()} ${response.url()}`);
    });
    context.on('requestfailed', (request) => {
      const text = request.failure()?.errorText ?? '';
      const aborted = text === 'net::ERR_ABORTED';
      if (text === 'csp' && !hasScript()) return;
      // Whoever goes on before the page is complete breaks off what it was loading, and what the browser asks again
      // behind a page that it shows from its cache; only what the application asks has to come.
      const isAsked = new URL(request.url()).pathname.startsWith('/api/');
      if (aborted && (request.isNavigationRequest() || !isAsked)) return;
      if (this.expected.has('offline') && (text === 'net::ERR_INTERNET_DISCONNECTED' || aborted)) return;
      this.note(`${text} for ${request.method()} ${request.url()}`);
    });
    context.on('page', (page) => {
      const look = () => this.pending.push(this.look(page));
      page.on('load', look);
    });
  }

  /** No page is wider than its window. */
  async look(page: Page) {
    const wide = page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return null;
      const over = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5);
      const names = over.slice(-3).map((element) => `${element.tagName.toLowerCase()}.${element.className}#${element.id}`);
      return `${root.scrollWidth} > ${root.clientWidth}: ${names.join(', ')}`;
    });
    // A page that is left meanwhile cannot be asked any more.
    const over = await wide.catch(() => null);
    if (over) this.note(`overflow on ${page.url()}: ${over}`);
  }

  async all() {
    await Promise.all(this.pending);
    return this.found;
  }
}

/** Whether this project's browsers run scripts. */
export function hasScript(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

interface Fixtures {
  /** The words of this project's language. */
  t: Words;
  /** Whether this project's browsers run scripts. */
  scripted: boolean;
  /** What goes wrong on any page of the test. */
  faults: Faults;
  /** A browser of its own, signed in with this account. */
  as: (login: string) => Promise<Page>;
  /** The pages of who has been asked for. */
  people: Map<string, Page>;
  /** Somebody's page, opened and signed in when it is first asked for. */
  who: (login: string) => Promise<Page>;
  /** Nobody in particular. */
  visitor: Page;
  deputy: Page;
  office: Page;
  office2: Page;
  clerk: Page;
  head: Page;
}

export const test = base.extend<Fixtures>({
  t: async ({ locale }, use) => use(wordsFor(locale)),
  scripted: async ({}, use) => use(hasScript()),
  faults: async ({}, use) => {
    const faults = new Faults();
    await use(faults);
    expect(await faults.all(), 'faults on the pages of this test').toEqual([]);
  },
  as: async ({ browser, faults, t }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (login) => {
      const page = await open(await browser.newContext(), faults, contexts);
      if (login) await signIn(page, t, login);
      return page;
    });
    for (const context of contexts) {
      for (const page of context.pages()) await faults.look(page);
      await context.close();
    }
  },
  people: async ({}, use) => use(new Map()),
  who: async ({ as, people }, use) =>
    use(async (login) => {
      const page = people.get(login) ?? (await as(login));
      people.set(login, page);
      return page;
    }),
  visitor: async ({ as }, use) => use(await as('')),
  deputy: async ({ as }, use) => use(await as('deputy')),
  office: async ({ as }, use) => use(await as('office')),
  office2: async ({ as }, use) => use(await as('office2')),
  clerk: async ({ as }, use) => use(await as('jiaotong')),
  head: async ({ as }, use) => use(await as('jiaotong-head')),
});

async function open(context: BrowserContext, faults: Faults, contexts: BrowserContext[]): Promise<Page> {
  contexts.push(context);
  faults.watch(context);
  // The router listens for the back button as soon as the page has been taken over.
  await context.addInitScript(() => {
    const add = window.addEventListener;
    window.addEventListener = function (this: Window, ...given: Parameters<typeof add>) {
      if (given[0] === 'popstate') setTimeout(() => document.documentElement.setAttribute('data-taken-over', ''), 50);
      add.apply(window, given);
    } as typeof add;
  });
  return context.newPage();
}

/** Signs in through the form. */
export async function signIn(page: Page, t: Words, login: string, password = 'jianyi-demo') {
  await visit(page, '/sign-in');
  await page.getByLabel(t.login).fill(login);
  await page.getByLabel(t.password).fill(password);
  await page.getByRole('main').getByRole('button', { name: t.signIn }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await ready(page);
}

/** Waits until the page is loaded and, where there are scripts, taken over. */
export async function ready(page: Page) {
  await page.waitForLoadState('load');
  // The page of the open data is no part of the application.
  if (hasScript() && (await page.locator('link[rel="modulepreload"]').count()) > 0) {
    await page.locator('html[data-taken-over]:not([data-waiting])').waitFor({ state: 'attached' });
    // Between two pages there is a moment without either.
    await page.locator('h1').first().waitFor({ state: 'attached' });
  }
}

/** Opens an address and waits until it can be used. */
export async function visit(page: Page, address: string) {
  const response = await page.goto(address);
  await ready(page);
  return response;
}

/** What axe has found in a test so far. */
const told = new WeakMap<TestInfo, Set<string>>();
const AXE = require.resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No finding of axe on the page as it stands, and nothing wider than the window. */
export async function expectAccessible(page: Page) {
  if (!hasScript()) return; // axe is a script; the HTML is the same with one.
  await ready(page);
  // Bringing axe takes longer than most of its work: it stays for the next look at the same document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readFile(AXE, 'utf8'));
  const findings = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run({ resultTypes: ['violations'], runOnly: tags });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1).join(' ')}`),
    );
  }, TAGS);
  // Many pages share their faults: each is told once for a test.
  const known = told.get(test.info()) ?? new Set();
  told.set(test.info(), known);
  const fresh = findings.filter((finding) => !known.has(finding));
  for (const finding of fresh) known.add(finding);
  expect.soft(fresh, `axe on ${page.url()}`).toEqual([]);
  await expectNarrow(page);
}

/** Nothing is wider than the window. */
export async function expectNarrow(page: Page) {
  const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect.soft(needed, `width of ${page.url()}`).toBeLessThanOrEqual(there);
}
