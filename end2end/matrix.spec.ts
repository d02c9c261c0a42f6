/** Every page that anyone may open, in both languages, in each appearance, on a phone and on a desktop. */
import { choose, expectDone, freshTitle, inDays, send, stepForm, submitProposal } from './actions.js';
import { type PublicPage, publicPages } from './every.js';
import { type Page, expect, expectAccessible, expectNarrow, test, visit } from './fixtures.js';

const LANGUAGES = { zh: 'zh-CN', en: 'en' } as const;
const APPEARANCES = {
  light: { theme: 'light', size: 'normal' },
  dark: { theme: 'dark', size: 'normal' },
  'large-print': { theme: 'light', size: 'large' },
} as const;
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
/** WCAG 1.4.10: a window of 1280 pixels at 400 %. */
const ENLARGED = { width: 320, height: 256 };

// It varies language and window by itself.
test.use({ viewport: DESKTOP, isMobile: false, hasTouch: false });

/** Opens a page and looks at it in each window. */
async function expectGood(page: Page, { address, status }: PublicPage, lang: string) {
  await page.setViewportSize(DESKTOP);
  const response = await visit(page, address);
  expect.soft(response?.status(), address).toBe(status);
  await expectWhole(page, lang);
  for (const window of [DESKTOP, PHONE]) {
    await page.setViewportSize(window);
    await expectAccessible(page);
  }
  await page.setViewportSize(ENLARGED);
  await expectNarrow(page);
}

/** What every page has, whoever reads it and however. */
async function expectWhole(page: Page, lang: string) {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    isNamed: document.title.trim() !== '',
    // The first link leads past the header, to something that takes the focus.
    skipsTo: document.querySelector('a[href]')?.getAttribute('href'),
    targets: document.querySelectorAll('main#main[tabindex="-1"]').length,
  }));
  expect.soft(found, page.url()).toEqual({ lang, headings: 1, isNamed: true, skipsTo: '#main', targets: 1 });
}

/** Cookies say how a reader wants the pages. */
async function wish(page: Page, baseURL: string | undefined, wishes: Record<string, string>) {
  await page.context().addCookies(Object.entries(wishes).map(([name, value]) => ({ name, value, url: baseURL ?? '' })));
}

for (const [code, lang] of Object.entries(LANGUAGES)) {
  for (const [appearance, wishes] of Object.entries(APPEARANCES)) {
    test(`every page: ${code}, ${appearance}`, async ({ visitor, request, baseURL, faults }) => {
      faults.expect(404);
      test.setTimeout(300_000);
      await wish(visitor, baseURL, { lang: code, ...wishes });
      for (const page of await publicPages(request)) await expectGood(visitor, page, lang);
    });
  }
}

test('a paper as it becomes public, is shortened and taken back', async ({ deputy, office, visitor, baseURL, t, faults }) => {
  faults.expect(410);
  test.setTimeout(180_000);
  const address = await submitProposal(deputy, t, freshTitle());
  const everyWay = async (status: number) => {
    for (const [code, lang] of Object.entries(LANGUAGES)) {
      for (const wishes of Object.values(APPEARANCES)) {
        await wish(visitor, baseURL, { lang: code, ...wishes });
        await expectGood(visitor, { address, status }, lang);
      }
    }
  };
  const publish = async (how: string) => {
    await visit(office, address);
    const step = await stepForm(office, 'set_disclosure');
    await choose(step, t.disclosure, how);
    await choose(step, t.restrictionGround, t.privacy);
    await step.getByLabel(t.reason).fill('涉及几户村民的病情。');
    await step.getByLabel(t.publicSummary).fill('建议为几户村民解决就医困难。');
    await step.getByLabel(t.reviewOn).fill(inDays(200));
    await send(step);
    await expectDone(office, t.disclosureNotice);
  };
  await visit(office, address);
  await send(await stepForm(office, 'register'));
  await expectDone(office, t.registeredNotice);
  await everyWay(200);
  await publish(t.inSummary);
  await everyWay(200);
  await publish(t.notPublic);
  await everyWay(410);
});
