/** The whole life of one paper, years long: units, more time, an unsatisfied rating, a second reply, a promise kept and looked at again. */
import { choose, expectDone, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { type Locator, type Page, expect, expectAccessible, visit } from './fixtures.js';
import { Handling } from './handling.js';
import { test } from './rehearsal.js';

/** What only those concerned may read. */
const PRIVATE = ['当天没有人来，只打过一次电话', '所需资金列入本年度养护经费', '只说列入计划，没有开工日期', '现场查看并走访了三户居民'];

test('from the hand-over to the promise that still holds', async ({ who, later, rehearsal, t }) => {
  test.setTimeout(480_000);
  const handling = new Handling(await submitProposal(await who('deputy'), t, freshTitle()), who, t, (days) => rehearsal.inDays(days));
  const { address } = handling;
  const take: Handling['take'] = (...step) => handling.take(...step);
  /** What the public reads, and nothing of what only those concerned may. */
  const publicly = (stage: string, ...expected: string[]) => handling.publicly(stage, expected, PRIVATE);
  const meet = (clerk: string) => handling.meet(clerk);
  const answer = (clerk: string, head: string, promise?: string) => handling.answer(clerk, head, promise);

  await test.step('it is handed over to a lead unit, one that assists, and one that answers by itself', async () => {
    await take('office', 'register', t.registeredNotice);
    await take('office', 'assign', t.assignedNotice, async (form) => {
      await form.getByLabel(t.leadUnit).selectOption({ label: t.transport });
      await form.getByLabel(t.assistingUnit1).selectOption({ label: t.finance });
      await form.getByLabel(t.separateUnit1).selectOption({ label: t.housing });
    });
    for (const login of ['jiaotong', 'caizheng', 'zhujian']) await take(login, 'accept', t.acceptedNotice);
    await publicly(t.stageHandling, t.transport, t.finance, t.housing);
  });

  await test.step('a contact that the deputy disputes opens no way to the reply', async () => {
    await take('jiaotong', 'record_contact', t.contactNotice, async (form) => {
      await choose(form, t.manner, t.visit);
      await form.getByLabel(t.participants).fill('领衔代表');
      await form.getByLabel(t.summary).fill('已当面说明。');
    });
    const deputy = await take('deputy', 'dispute_contact', t.contactDisputed, (form) =>
      form.getByLabel(t.objection).fill('当天没有人来，只打过一次电话。'),
    );
    await expectAccessible(deputy);
    await take('jiaotong', 'draft_reply', t.draftNotice, (form) => handling.write(form, '完成3.2公里路基整修并验收'));
    const head = await who('jiaotong-head');
    await visit(head, address);
    const blocks = head.locator('.reply-blocks li');
    await expect(blocks).toHaveCount(3); // The contact, the opinion, the other unit's reply.
    await expectAccessible(head);
    await expect(head.locator('#step-reply')).toHaveCount(0);
  });

  await test.step('an empty opinion is sent back and comes anew; the deputy confirms what took place', async () => {
    await take('caizheng', 'send_opinion', t.opinionNotice, (form) => form.getByLabel(t.opinion1).fill('我局无意见。'));
    const clerk = await take('jiaotong', 'send_back_opinion', t.opinionSentBack, (form) =>
      form.getByLabel(t.reason).fill('没有写明安排多少资金。'),
    );
    await expectAccessible(clerk);
    await take('jiaotong', 'chase_opinion', t.opinionChased);
    await take('caizheng', 'send_opinion', t.opinionNotice, (form) => form.getByLabel(t.opinion1).fill('所需资金列入本年度养护经费。'));
    await meet('jiaotong');
  });

  await test.step('more time is asked for, and granted in public', async () => {
    const until = async (form: Locator) => {
      await form.getByLabel(t.extensionUntil).fill(rehearsal.inDays(120));
      await form.getByLabel(t.reason).fill('涉及征地和两级资金，三个月内难以完成。');
    };
    await take('jiaotong', 'ask_extension', t.extensionAsked, until);
    const office = await take('office', 'grant_extension', t.extensionGranted, until);
    await expectAccessible(office);
    await expectAccessible(await publicly(t.stageHandling, '涉及征地和两级资金，三个月内难以完成。'));
  });

  await test.step('the other unit answers first, then the lead unit', async () => {
    await meet('zhujian');
    await answer('zhujian', 'zhujian-head');
    await publicly(t.stageHandling, t.separateReply);
    const head = await who('jiaotong-head');
    await visit(head, address);
    await expect(head.locator('.reply-blocks li')).toHaveCount(0);
    await answer('jiaotong', 'jiaotong-head', '完成3.2公里路基整修并验收');
    await expectAccessible(await publicly(t.stageReplied, '完成3.2公里路基整修并验收'));
  });

  await test.step('a rating is sealed until it is sent', async () => {
    const deputy = await who('deputy');
    await visit(deputy, address);
    const form = await stepForm(deputy, 'rate');
    await choose(form, t.attitude, t.satisfied);
    await choose(form, t.result, t.unsatisfied);
    await form.getByLabel(t.reasons).fill('只说列入计划，没有开工日期。');
    await form.getByRole('button', { name: t.keepRating }).click();
    await expect(deputy.locator('.notice').filter({ hasText: t.ratingKept })).toBeVisible();
    await expectAccessible(deputy);
    for (const login of ['jiaotong', 'jiaotong-head', 'zhujian-head', 'office', 'supervisor']) {
      const page = await who(login);
      await visit(page, address);
      await expect(page.locator('main')).not.toContainText('没有开工日期');
      await expect(page.locator('.reply').last()).toContainText(t.notRated);
    }
    await visit(deputy, address);
    const kept = await stepForm(deputy, 'rate');
    await expect(kept.getByLabel(t.reasons)).toHaveValue('只说列入计划，没有开工日期。');
    await send(kept);
    await expectDone(deputy, t.ratedNotice);
    await publicly(t.stageReplied, t.unsatisfied);
  });

  await test.step('it is handled again, and answered better', async () => {
    await take('office', 'grant_second_round', t.secondRound);
    await publicly(t.stageReHandling, t.unsatisfied);
    await later(10);
    await meet('jiaotong');
    await answer('jiaotong', 'jiaotong-head', '建立雨天巡查制度，每周公示一次');
    const deputy = await handling.rate(t.satisfied);
    await expectAccessible(deputy);
    await publicly(t.stageTracking, t.unsatisfied, t.satisfied, '建立雨天巡查制度');
  });

  await test.step('both promises are claimed and checked; one claim is refused first', async () => {
    await later(45);
    const claim = (evidence: string) => (form: Locator) => form.getByLabel(t.evidence).fill(evidence);
    await take('jiaotong', 'claim_promise', t.claimed, claim('已铺完两公里。'));
    const deputy = await take('deputy', 'reject_claim', t.claimRejected, (form) => form.getByLabel(t.reason).fill('现场看只铺了一半。'));
    await expectAccessible(deputy);
    await take('jiaotong', 'claim_promise', t.claimed, claim('剩余路段已经铺完，竣工验收。'));
    await take('deputy', 'verify_promise', t.verified);
    await take('jiaotong', 'claim_promise', t.claimed, claim('巡查记录已连续公示八周。'));
    await take('office', 'verify_promise', t.verified);
    await expectAccessible(await publicly(t.stageTracking, '剩余路段已经铺完，竣工验收。', t.promiseKept));
  });

  await test.step('what is kept raises the class, is rated again, and ends', async () => {
    await answer('jiaotong', 'jiaotong-head');
    await handling.rate(t.satisfied);
    await publicly(t.stageClosed);
  });

  await test.step('look-backs come by themselves at the due day and months later', async () => {
    const lookBack = async (login: string) => {
      const page = await take(login, 'look_back', t.lookedBack, async (form) => {
        await choose(form, t.holds, t.yes);
        await form.getByLabel(t.seen).fill('现场查看并走访了三户居民。');
      });
      await expectAccessible(page);
    };
    const waits = async (login: string, count: number) => {
      await expect(async () => {
        const page: Page = await who(login);
        await visit(page, address);
        await expect(page.locator('#step-look_back')).toHaveCount(count, { timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
    };
    await waits('office', 0);
    const times: [days: number, login: string][] = [[20, 'office'], [190, 'supervisor'], [190, 'office']];
    for (const [days, login] of times) {
      await later(days);
      await waits(login, 1);
      // One promise after the other.
      await lookBack(login);
      await lookBack(login);
      await waits(login, 0);
    }
    await expectAccessible(await publicly(t.stageClosed, t.lookBack));
  });
});
