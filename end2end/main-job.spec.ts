/** The main job from the first word to the rating, by everybody who has a part in it. */
import {
  assist,
  choose,
  confirmContact,
  draftReply,
  expectDone,
  expectRefused,
  fillProposal,
  findOnDesk,
  freshTitle,
  inDays,
  send,
  stepForm,
} from './actions.js';
import { expect, expectAccessible, ready, test, visit } from './fixtures.js';

test('a proposal goes from the deputy to the unit and back', async ({ deputy, office, clerk, head, as, visitor, t, scripted, faults }) => {
  test.setTimeout(240_000);
  faults.expect(422);
  const title = freshTitle();
  let address = '';

  await test.step('the deputy begins on the desk', async () => {
    await expect(deputy.getByRole('heading', { level: 1 })).toHaveText(t.waiting);
    await expectAccessible(deputy);
    await deputy.getByRole('link', { name: t.writeNew }).click();
    await expect(deputy.getByRole('heading', { level: 1 })).toHaveText(t.write);
    await ready(deputy);
    await expectAccessible(deputy);
  });

  await test.step('what is missing is named, and each name leads to its field', async () => {
    await deputy.getByLabel(t.title, { exact: true }).fill(title);
    await deputy.getByRole('button', { name: t.submit, exact: true }).click();
    const summary = await expectRefused(deputy, t.needAttention);
    if (scripted) await expect.soft(summary).toBeFocused();
    await expect(deputy.getByLabel(t.title, { exact: true })).toHaveValue(title);
    const links = summary.getByRole('link');
    expect(await links.count()).toBeGreaterThanOrEqual(4);
    await links.first().click();
    await expect(deputy.getByLabel(t.problem, { exact: true })).toBeFocused();
    await expect(deputy.getByLabel(t.problem, { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(deputy);
  });

  await test.step('the deputy writes and hands it in', async () => {
    const problem = deputy.getByLabel(t.problem, { exact: true });
    if (scripted) {
      const left = deputy.locator('#draft-problem-left');
      await expect(left).toContainText('4000');
      await problem.fill('土路');
      await expect(left).toContainText('3998');
      await problem.fill('路'.repeat(4001));
      await expect(left).toContainText(t.tooMany);
    }
    await fillProposal(deputy, t, title);
    if (scripted) {
      await expect(deputy.locator('.autosave')).toHaveText(t.saved);
      await deputy.getByRole('button', { name: t.addAsk }).click();
      await expect(deputy.getByLabel(t.ask4)).toBeVisible();
      await expectAccessible(deputy);
    }
    await deputy.getByRole('button', { name: t.submit, exact: true }).click();
    await expectDone(deputy, t.submittedNotice);
    await expect(deputy.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(deputy.locator('.tag').first()).toHaveText(t.stageSubmitted);
    address = new URL(deputy.url()).pathname;
    await expectAccessible(deputy);
  });

  await test.step('nobody else sees it yet', async () => {
    faults.expect(404);
    await visit(visitor, address);
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.notFound);
  });

  await test.step('the office finds it on its desk and returns it with a reason', async () => {
    const link = office.getByRole('link', { name: title, exact: true });
    await findOnDesk(office, t, link);
    await expectAccessible(office);
    await link.click();
    await expect(office.getByRole('heading', { level: 1 })).toHaveText(title);
    await ready(office);
    await expectAccessible(office);
    const step = await stepForm(office, 'send_back');
    await step.getByLabel(t.reason).fill('请补充涉及的户数，并写明是哪一段路。');
    await expectAccessible(office);
    await send(step);
    await expectDone(office, t.sentBackNotice);
    await expect(office.locator('.tag').first()).toHaveText(t.stageSentBack);
    await expectAccessible(office);
  });

  await test.step('the deputy reads the reason and mends the text', async () => {
    const link = deputy.getByRole('link', { name: new RegExp(`^${t.goOn}.*${title}`) });
    await findOnDesk(deputy, t, link);
    await link.click();
    await expect(deputy.getByRole('heading', { level: 1 })).toHaveText(t.write);
    const notice = deputy.locator('.notice').filter({ hasText: t.sentBackFor });
    await expect(notice).toContainText('请补充涉及的户数');
    await ready(deputy);
    await expect(deputy.getByLabel(t.ask2)).toHaveValue('明年纳入农村公路硬化计划，并公布开工时间。');
    await expectAccessible(deputy);
    await deputy.getByLabel(t.problem, { exact: true }).fill('下游村到上游村的3.2公里土路雨天无法通行，两村412户、86名学生。');
    await deputy.getByLabel(t.noInterest).check();
    await deputy.getByRole('button', { name: t.submit, exact: true }).click();
    await expectDone(deputy, t.submittedNotice);
    await expect(deputy.locator('.tag').first()).toHaveText(t.stageSubmitted);
  });

  await test.step('the office registers it', async () => {
    await visit(office, address);
    const step = await stepForm(office, 'register');
    await expect(step.getByLabel(t.topic)).toHaveValue('roads');
    await send(step);
    await expectDone(office, t.registeredNotice);
    await expect(office.locator('.tag').first()).toHaveText(t.stageRegistered);
    await expectAccessible(office);
  });

  const publicly = (stage: string) =>
    test.step(`everybody sees: ${stage}`, async () => {
      await visit(visitor, address);
      await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(title);
      await expect(visitor.locator('.proposal .tag').first()).toHaveText(stage);
      await expectAccessible(visitor);
    });
  await publicly(t.stageRegistered);

  await test.step('the office hands it over to two units', async () => {
    const step = await stepForm(office, 'assign');
    await step.getByLabel(t.leadUnit).selectOption({ label: t.transport });
    await step.getByLabel(t.assistingUnit1).selectOption({ label: t.finance });
    await expectAccessible(office);
    await send(step);
    await expectDone(office, t.assignedNotice);
    await expectAccessible(office);
  });
  await publicly(t.stageAssigned);
  await expect(visitor.locator('.beside .facts')).toContainText(t.transport);
  await expect(visitor.locator('.beside .facts')).toContainText(t.finance);

  await test.step('the unit takes it on and records a contact', async () => {
    await visit(clerk, '/desk');
    await expectAccessible(clerk);
    await visit(clerk, address);
    await send(await stepForm(clerk, 'accept'));
    await expectDone(clerk, t.acceptedNotice);
    await expect(clerk.locator('.tag').first()).toHaveText(t.stageHandling);
    const step = await stepForm(clerk, 'record_contact');
    await choose(step, t.manner, t.visit);
    await step.getByLabel(t.participants).fill('王局长、领衔代表、村委会主任');
    await step.getByLabel(t.summary).fill('代表带领查看了全部路段，说明雨天学生绕行的情况。');
    await expectAccessible(clerk);
    await send(step);
    await expectDone(clerk, t.contactNotice);
    await expect(clerk.locator('.contacts')).toContainText('代表带领查看了全部路段');
    await expectAccessible(clerk);
  });
  await publicly(t.stageHandling);
  await expect(visitor.locator('.contacts')).toContainText(t.visit);
  await expect(visitor.locator('.contacts')).not.toContainText('代表带领查看了全部路段');

  await test.step('the deputy confirms the contact, the assisting unit gives its opinion, the clerk drafts', async () => {
    await visit(deputy, address);
    await expectAccessible(deputy);
    await confirmContact(deputy, t, address);
    const finance = await as('caizheng');
    await assist(finance, t, address);
    await expectAccessible(finance);
    await draftReply(clerk, t, address);
    await expectAccessible(clerk);
  });
  await expect(visitor.locator('.proposal')).not.toContainText('所需资金列入本年度养护经费');

  await test.step('the head signs the reply', async () => {
    await visit(head, address);
    await expect((await stepForm(head, 'reply')).getByLabel(t.documentNumber)).toHaveValue('交交函〔2026〕12号');
    const step = await stepForm(head, 'reply');
    await expectAccessible(head);
    await step.getByLabel(t.documentNumber).fill('交交函〔2026〕12号');
    await choose(step, t.replyClass, t.classB);
    await step.getByLabel(t.opening).fill('我局会同财政局到现场查看，路基整修已列入本年度计划。');
    await step.getByLabel(t.answer1).fill('路基整修本月开工，先铺砂石，保证雨天通行。');
    await step.getByLabel(t.answer2).fill('硬化工程已报明年计划，批复后公布开工时间。');
    await step.getByLabel(t.promise1).fill('完成3.2公里路基整修并验收');
    await step.getByLabel(t.promiseDue).first().fill(inDays(60));
    await step.getByLabel(t.contactPerson).fill('李工');
    await step.getByLabel(t.telephone).fill('0358-1234567');
    await step.getByLabel(t.reviewed).check();
    await expectAccessible(head);
    await send(step);
    await expectDone(head, t.repliedNotice);
    await expectAccessible(head);
  });
  await publicly(t.stageReplied);
  await expect(visitor.locator('.asks .answer')).toHaveCount(2);
  await expect(visitor.locator('.asks')).toContainText('先铺砂石，保证雨天通行');
  await expect(visitor.locator('.promised')).toContainText('完成3.2公里路基整修并验收');

  await test.step('the deputy rates it', async () => {
    const link = deputy.getByRole('link', { name: new RegExp(`^${t.rateStep}.*${title}`) });
    await findOnDesk(deputy, t, link);
    await link.click();
    await expect(deputy.getByRole('heading', { level: 1 })).toHaveText(title);
    await ready(deputy);
    const step = await stepForm(deputy, 'rate');
    await choose(step, t.attitude, t.satisfied);
    await choose(step, t.result, t.basically);
    await step.getByLabel(t.reasons).fill('等路修好了再看一次。');
    await expectAccessible(deputy);
    await send(step);
    await expectDone(deputy, t.ratedNotice);
    await expectAccessible(deputy);
  });
  await publicly(t.stageTracking);
  await expect(visitor.locator('.reply')).toContainText(t.basically);
  await expect(visitor.locator('.reply')).not.toContainText('等路修好了再看一次。');
});
