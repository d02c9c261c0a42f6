/** Where the deputy stays unsatisfied: the second round, the coordination meeting, the end that stays visible. And key proposals. */
import { expectDone, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { expect, expectAccessible, test, visit } from './fixtures.js';
import { Handling, type Who } from './handling.js';
import type { Words } from './words.js';

/** A paper that the transport bureau handles. */
async function handled(who: Who, t: Words): Promise<Handling> {
  const handling = new Handling(await submitProposal(await who('deputy'), t, freshTitle()), who, t);
  await handling.take('office', 'register', t.registeredNotice);
  await handling.take('office', 'assign', t.assignedNotice, async (form) => {
    await form.getByLabel(t.leadUnit).selectOption({ label: t.transport });
  });
  await handling.take('jiaotong', 'accept', t.acceptedNotice);
  return handling;
}

test('twice unsatisfied: a meeting, and an end that stays visible', async ({ who, t, faults }) => {
  test.setTimeout(300_000);
  faults.expect(422);
  const handling = await handled(who, t);
  const round = async (promise: string) => {
    await handling.meet('jiaotong');
    await handling.answer('jiaotong', 'jiaotong-head', promise);
    await handling.rate(t.unsatisfied);
  };
  await round('完成3.2公里路基整修并验收');
  await handling.take('office', 'grant_second_round', t.secondRound);
  await round('建立雨天巡查制度，每周公示一次');
  await expectAccessible(await handling.take('office', 'escalate', t.escalated));
  await handling.publicly(t.stageEscalated, [t.unsatisfied]);

  const office = await who('office');
  await visit(office, handling.address);
  const form = await stepForm(office, 'close_unsatisfied');
  await form.getByLabel(t.participants).fill('县人大常委会副主任、交通运输局负责人、领衔代表');
  await send(form);
  await expect(office.locator('#refused')).toBeVisible();
  await expectAccessible(office);
  const again = await stepForm(office, 'close_unsatisfied');
  await expect(again.getByLabel(t.participants)).toHaveValue('县人大常委会副主任、交通运输局负责人、领衔代表');
  await again.getByLabel(t.minutes).fill('会议认为该路段本年度不具备硬化条件，列入明年计划，代表仍不满意。');
  await send(again);
  await expectDone(office, t.closedUnsatisfied);
  await expectAccessible(office);
  await expectAccessible(
    await handling.publicly(t.stageClosedUnsatisfied, [t.unsatisfied], ['列入明年计划，代表仍不满意', '没有开工日期']),
  );
});

test('a key proposal has two faces and reports', async ({ who, t, faults }) => {
  test.setTimeout(240_000);
  faults.expect(422);
  const handling = await handled(who, t);
  const office = await who('office');
  await visit(office, handling.address);
  const empty = await stepForm(office, 'nominate');
  await empty.getByLabel(t.reason).fill('连续三年有代表提出，涉及六个村。');
  await send(empty);
  await expect(office.locator('#refused')).toBeVisible();
  await expectAccessible(office);
  const form = await stepForm(office, 'nominate');
  await expect(form.getByLabel(t.reason)).toHaveValue('连续三年有代表提出，涉及六个村。');
  await form.getByLabel(t.longStanding).check();
  await send(form);
  await expectDone(office, t.nominated);
  await expectAccessible(office);
  await handling.publicly(t.stageHandling, [], ['连续三年有代表提出']);
  await handling.take('office', 'name_key', t.keyNamed, async (key) => {
    await key.getByLabel(t.chairsMinutes).fill('县人大常委会主任会议纪要〔2026〕9号');
    await key.getByLabel(t.supervisor, { exact: true }).fill('郭岚');
    await key.getByLabel(t.supervisorTitle).fill('县人大常委会副主任');
    await key.getByLabel(t.sponsor, { exact: true }).fill('蒋波');
    await key.getByLabel(t.sponsorTitle).fill('副县长');
  });
  const report = '路基已经完成三公里，下月开始铺设路面，年底前全线通车。';
  await expectAccessible(
    await handling.take('jiaotong', 'report_progress', t.reported, (form) => form.getByLabel(t.progress).fill(report)),
  );
  const visitor = await handling.publicly(t.stageHandling, ['郭岚', '蒋波', report]);
  await expectAccessible(visitor);
  await visitor.locator('.tag-key').click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.keyProposals);
  await expect(visitor.locator('.key').filter({ hasText: '郭岚' }).first()).toContainText('蒋波');
});
