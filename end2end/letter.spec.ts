/** The official letter of a reply: on screen, on paper, and as a file. */
import { expect, expectAccessible, ready, test, visit } from './fixtures.js';

test('anyone reads, prints and saves the official letter of a reply', async ({ visitor, t, scripted }) => {
  await visit(visitor, '/proposals?stage=replied');
  await visitor.locator('main .rows > li').first().getByRole('link').first().click();
  await visitor.getByRole('link', { name: t.letter }).first().click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.letterHeading);
  await ready(visitor);
  const letter = visitor.locator('.letter');
  for (const part of ['办理类别：', '签发人：', '对县十七届人大', '代表：', '抄送：', '代表建议办理情况征询意见表']) {
    await expect(letter).toContainText(part);
  }
  await expect(visitor.getByRole('button', { name: t.print })).toHaveCount(scripted ? 1 : 0);
  await expectAccessible(visitor);
  const { name } = test.info().project;
  await visitor.screenshot({ path: `test-results/letter-screen-${name}.png`, fullPage: true });

  const saving = visitor.waitForEvent('download');
  await visitor.getByRole('link', { name: t.letterDownload }).click();
  expect((await saving).suggestedFilename()).toMatch(/^17-.*答复函\.docx$/);

  await visitor.emulateMedia({ media: 'print' });
  await expect(visitor.locator('.on-screen')).toBeHidden();
  await expect(letter).toBeVisible();
  await visitor.pdf({ path: `test-results/letter-${name}.pdf`, preferCSSPageSize: true });
  await visitor.emulateMedia({ media: 'screen' });

  await visitor.getByRole('link', { name: t.letterBack }).click();
  await expect(visitor.getByRole('link', { name: t.letter }).first()).toBeVisible();
});

test('a reply that is not there has no letter', async ({ visitor, t, faults }) => {
  faults.expect(404);
  await visit(visitor, '/proposals?stage=replied');
  const address = await visitor.locator('main .rows > li').first().getByRole('link').first().getAttribute('href');
  for (const n of ['0', '99', 'x']) {
    const response = await visit(visitor, `${address}/replies/${n}/print`);
    expect(response?.status()).toBe(404);
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.notFound);
  }
});
