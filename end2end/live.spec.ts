// A component whose view is computed in the browser: taken over where the server wrote it, and let go of with its page.
import { type Page, expect, hasScript, ready, test, visit } from './fixtures.js';

const none = /还没有勾选建议|No paper is ticked yet/;
const some = /将交办\d+件建议|papers are handed over/;

async function follow(page: Page, address: string) {
  await page.locator(`a[href="${address}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await ready(page);
}

test('the units of the ticked papers are counted while boxes are ticked', async ({ as, t }) => {
  const page = await as('office');
  await visit(page, '/hand-over');
  const units = page.locator('.chosen-units');
  await expect(units).toContainText(some);
  test.skip(!hasScript(), 'without a script the page says what the server ticked');
  const lines = await units.getByRole('listitem').count();
  expect(lines).toBeGreaterThan(0);
  for (let times = 0; times < 2; times++) {
    await page.getByRole('button', { name: t.tickNone, exact: true }).click();
    await expect(units).toContainText(none);
    await expect(units.getByRole('listitem')).toHaveCount(0);
    await page.getByRole('checkbox', { name: /^(交办|Hand over )/ }).first().check();
    await expect(units).toContainText(some);
    await page.getByRole('button', { name: t.tickAll, exact: true }).click();
    await expect(units.getByRole('listitem')).not.toHaveCount(0);
    // To another page and back, in the same document.
    await follow(page, '/desk');
    await follow(page, '/hand-over');
    await expect(units).toContainText(some);
  }
});

test('nothing is left of pages that are gone', async ({ as }) => {
  test.skip(!hasScript(), 'a document for each page leaves nothing');
  test.setTimeout(120_000);
  const page = await as('office');
  await visit(page, '/hand-over');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const measure = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') };
  };
  const rounds = async (n: number) => {
    for (let times = 0; times < n; times++) {
      await follow(page, '/desk');
      await follow(page, '/hand-over');
    }
  };
  await rounds(5);
  const before = await measure();
  await rounds(95);
  const after = await measure();
  expect(after.listeners, 'listeners').toBeLessThanOrEqual(before.listeners + 5);
  expect(after.nodes, 'nodes').toBeLessThan(before.nodes * 1.2);
  expect(after.heap, 'heap').toBeLessThan(before.heap * 1.2);
});
