/** Whoever is awaited is sent to it by its own day, on the desk, beside the step and in the mail: units that assist or answer by themselves. */
import { findOnDesk, freshTitle, submitProposal } from './actions.js';
import { expect, expectAccessible, visit } from './fixtures.js';
import { Handling } from './handling.js';
import { test } from './rehearsal.js';

const DAY = 86_400_000;

test('an assisting and a separate unit, from the hand-over to the signature', async ({ who, later, rehearsal, t }) => {
  test.setTimeout(300_000);
  const handling = new Handling(await submitProposal(await who('deputy'), t, freshTitle()), who, t, (days) => rehearsal.inDays(days));
  const { address } = handling;
  /** The day by which somebody's desk sends to a step; the paper says the same beside it. */
  const sentTo = async (login: string, step: string): Promise<string> => {
    const page = await who(login);
    const link = page.locator(`.button[href="${address}#step-${step}"]`);
    await findOnDesk(page, t, link);
    const day = await page.locator('.desk-row').filter({ has: link }).locator('time').getAttribute('datetime');
    await visit(page, address);
    await expect(page.locator(`#step-${step} > summary time`)).toHaveAttribute('datetime', day ?? 'a day');
    return day ?? '';
  };
  const daysUntil = (day: string, left: number) => (Date.parse(day) - Date.parse(rehearsal.inDays(0))) / DAY - left;

  for (const login of ['caizheng', 'zhujian-head']) {
    const page = await who(login);
    await visit(page, '/account/notices');
    await page.getByLabel(t.email).fill(`${login}@example.gov.cn`);
    await page.getByRole('main').getByRole('button', { name: t.save, exact: true }).click();
    await expect(page.locator('.notice')).toContainText(t.noticeSettingsSaved);
  }
  await handling.take('office', 'register', t.registeredNotice);
  await handling.take('office', 'assign', t.assignedNotice, async (form) => {
    await form.getByLabel(t.leadUnit).selectOption({ label: t.transport });
    await form.getByLabel(t.assistingUnit1).selectOption({ label: t.finance });
    await form.getByLabel(t.separateUnit1).selectOption({ label: t.housing });
  });
  const units = ['jiaotong', 'caizheng', 'zhujian'];
  const toAccept = [];
  for (const login of units) toAccept.push(await sentTo(login, 'accept'));
  expect(new Set(toAccept).size, 'each unit has the same days to accept').toBe(1);
  for (const login of units) await handling.take(login, 'accept', t.acceptedNotice);
  const opinion = await sentTo('caizheng', 'send_opinion');
  const contact = await sentTo('zhujian', 'record_contact');
  expect(await sentTo('jiaotong', 'record_contact')).toBe(contact);

  await test.step('the assisting unit is reminded of its own day, long before the reply is due', async () => {
    await later(daysUntil(opinion, 14));
    await expect.poll(() => rehearsal.mail('caizheng'), { timeout: 20_000 }).toContainEqual(expect.stringContaining('协办意见期限还有14天'));
    expect(await sentTo('caizheng', 'send_opinion')).toBe(opinion);
    await expectAccessible(await who('caizheng'));
    await handling.take('caizheng', 'send_opinion', t.opinionNotice, (form) => form.getByLabel(t.opinion1).fill('所需资金列入本年度养护经费。'));
  });

  await test.step('the separate unit goes from the contact to the draft, and its head signs', async () => {
    await handling.take('zhujian', 'record_contact', t.contactNotice, (form) => handling.describeContact(form));
    const check = await sentTo('deputy', 'confirm_contact');
    await handling.take('deputy', 'confirm_contact', t.contactConfirmed);
    const reply = await sentTo('zhujian', 'draft_reply');
    expect([opinion, contact, check].every((day) => day < reply), 'each inner limit ends before the reply is due').toBe(true);
    await handling.take('zhujian', 'draft_reply', t.draftNotice, (form) => handling.write(form));
    await expect.poll(() => rehearsal.mail('zhujian-head'), { timeout: 20_000 }).toContainEqual(expect.stringContaining('答复稿已拟好，请审阅签发'));
    expect(await sentTo('zhujian-head', 'reply')).toBe(reply);
    await expectAccessible(await who('zhujian-head'));
    await handling.sign('zhujian-head');
    await handling.publicly(t.stageHandling, [t.separateReply]);
  });

  await test.step('who is late is named, and nobody else', async () => {
    // The lead unit has not spoken with the deputy.
    await later(daysUntil(contact, -1));
    const office = await who('office');
    await visit(office, '/supervision');
    const row = office.locator('.desk-row').filter({ has: office.locator(`a[href="${address}"]`) });
    for (let pages = 0; pages < 20 && !(await row.isVisible()); pages++) {
      await visit(office, (await office.getByRole('link', { name: t.nextPage, exact: true }).getAttribute('href')) ?? '/supervision');
    }
    await expect(row).toContainText(t.transport);
    await expect(row).toContainText(t.recordContact);
    for (const other of [t.finance, t.housing]) await expect(row).not.toContainText(other);
    await expectAccessible(office);
  });
});
