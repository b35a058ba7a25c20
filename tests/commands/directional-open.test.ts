import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { claimInterfaceSecret } from '#server/commands/claim-interface-secret.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { validReleaseOf } from '#server/db/releases.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { accepted } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import {
  fileOpening,
  openToAgreement,
  openingAnswers,
  reviewConfidentiality,
  reviewOpening,
  reviewRelated,
  signAgreement,
} from '../support/openings.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

function granted(walk: Walk): Promise<{ kind: string; method: string; state: string }[]> {
  return office.sql('select kind, method, state from share_grant where case_id = $1', [walk.id]);
}

describe('an application from outside (req 70, 73, 74)', () => {
  test('runs from acceptance to an interface and a public notice', async () => {
    const walk = await openToAgreement(office);
    expect(await walk.open()).toEqual(['open_agreement_applicant', 'open_agreement_bureau', 'open_agreement_provider']);
    expect(await granted(walk)).toMatchObject([{ kind: 'open', method: 'query_api', state: 'approved' }]);
    await signAgreement(walk);
    await walk.decide('open_interface', 'done');
    expect(await walk.file()).toMatchObject({ state: 'granted' });
    expect(await granted(walk)).toMatchObject([{ state: 'active' }]);
    expect(
      await office.sql('select n.purpose from open_notice n join share_grant g on g.id = n.grant_id where g.case_id = $1', [walk.id]),
    ).toHaveLength(1);
  });

  test('asks provider, related departments and confidentiality reviewer at the same time', async () => {
    const walk = await fileOpening(office);
    await walk.decide('open_acceptance', 'accept');
    expect((await walk.open()).toSorted()).toEqual(['open_provider_review', 'open_related_review', 'open_release_check']);
    expect((await walk.task('open_related_review')).candidates).toEqual(['samr:data_steward', 'bdb:security_supervisor']);
  });

  test('asks the department whose items are applied for too, and waits for every signature', async () => {
    await office.sql(`update information_item set source_item = 'cat-018-01' where id = 'cat-025-03'`);
    const walk = await fileOpening(office, { answers: { itemIds: ['cat-025-02', 'cat-025-03'] } });
    await office.sql(`update information_item set source_item = null where id = 'cat-025-03'`);
    await walk.decide('open_acceptance', 'accept');
    expect((await walk.task('open_related_review')).candidates).toEqual([
      'samr:data_steward',
      'police:data_steward',
      'bdb:security_supervisor',
    ]);
    await walk.decide('open_related_review', 'pass', { by: 'samr-steward' });
    await walk.decide('open_related_review', 'pass', { by: 'bdb-sec' });
    expect(await walk.open()).toContain('open_related_review');
    await walk.decide('open_related_review', 'pass', { by: 'police-steward' });
    expect(await walk.open()).not.toContain('open_related_review');
  });

  test('is for an entry that is open on conditions only', async () => {
    const actor = await office.person('ext-zhixing-agent');
    const answers = await openingAnswers(office, {});
    for (const [entryId, reason] of [
      ['cat-001', 'open'],
      ['cat-040', 'entry_not_open'],
    ] as const) {
      const refused = await fileCase(office.db, actor, { process: 'directional-open', answers: { ...answers, entryId } });
      expect(refused).toMatchObject({ refused: true, code: 'wrong_state', reason: expect.stringContaining(reason) });
    }
  });

  test('is filed in the own name: another code, or one with a wrong check digit, is refused (req 44)', async () => {
    const actor = await office.person('ext-zhixing-agent');
    const answers = await openingAnswers(office, {});
    for (const [uscc, code] of [
      ['12540000FF0000549G', 'not_your_uscc'],
      ['91540100FF0000530J', 'uscc'],
    ])
      expect(await fileCase(office.db, actor, { process: 'directional-open', answers: { ...answers, uscc: uscc ?? '' } })).toMatchObject({
        code: 'invalid',
        fields: { uscc: { code } },
      });
  });
});

describe('acceptance (req 77)', () => {
  test('an applicant on a credit list is not accepted, and is told why and where to turn', async () => {
    const walk = await fileOpening(office, { by: 'ext-bad-agent' });
    const { actor, input } = await walk.act('open_acceptance', 'decline');
    for (const [screeningSeen, code] of [
      ['clear', 'screening_as_recorded'],
      ['hit', 'screening_hit_no_acceptance'],
    ] as const) {
      const answers = { ...input.answers, screeningSeen };
      expect(await decideTask(office.db, actor, { ...input, outcome: 'accept', answers })).toMatchObject({
        fields: { screeningSeen: { code } },
      });
    }
    await walk.decide('open_acceptance', 'decline');
    expect(await walk.file()).toMatchObject({ state: 'refused', replyState: 'recorded' });
    const seen = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(seen.timeline.find(({ outcome }) => outcome === 'decline')).toMatchObject({
      opinion: expect.stringMatching(/./),
      basis: expect.stringMatching(/./),
      answers: { rightChannel: expect.stringMatching(/./) },
    });
  });

  test('no entry is opened without a decision for its present content (req 7, I1)', async () => {
    await office.sql(`update information_item set level = 2 where id = 'cat-031-04'`);
    const walk = await fileOpening(office, { entry: 'cat-031', by: 'ext-plateau-agent' });
    expect(await office.sql(`select data from event where case_id = $1 and type = 'application.screened'`, [walk.id])).toEqual([
      { data: { findings: ['no_valid_release'] } },
    ]);
    await office.sql(`update information_item set level = 1 where id = 'cat-031-04'`);
  });

  test('a supplement is asked for once, and lapses when it is not answered', async () => {
    const walk = await fileOpening(office, { by: 'ext-yunshang-agent' });
    await walk.decide('open_acceptance', 'supplement');
    await walk.decide('open_supplement', 'done');
    expect(await walk.attempt('open_acceptance', 'supplement')).toMatchObject({ fields: { outcome: { code: 'outcome_once' } } });

    const other = await fileOpening(office, { by: 'ext-yunshang-agent' });
    await other.decide('open_acceptance', 'supplement');
    office.at('2026-12-08T09:00:00');
    await attendClocks(office.db);
    await other.follow();
    expect(await other.file()).toMatchObject({ state: 'lapsed' });
    office.at('2026-11-23T09:00:00');
  });
});

describe('the result', () => {
  test('needs the bureau to convene where the opinions differ', async () => {
    const walk = await fileOpening(office);
    await reviewOpening(walk, 'reject');
    expect(await walk.open()).toEqual(['open_convening']);
    await walk.decide('open_convening', 'done');
    expect(await walk.open()).toEqual(['open_proposal']);
  });

  test('cannot be given by whoever checked the confidentiality, but by the steward who reviewed it (SoD 2, 9)', async () => {
    const both = await office.hire('opening-both', 'transport', ['data_steward', 'dept_confidentiality_reviewer']);
    const walk = await fileOpening(office);
    await walk.decide('open_acceptance', 'accept');
    await walk.decide('open_release_check', 'pass', { by: both });
    await walk.decide('open_provider_review', 'pass', { by: 'transport-steward' });
    await reviewRelated(walk);
    expect(await walk.attempt('open_proposal', 'agree', { by: both })).toMatchObject({ code: 'forbidden' });
    await walk.decide('open_proposal', 'agree', { by: 'transport-steward' });
  });

  test('is refused with reason, basis and remedies, and the applicant may read it', async () => {
    const walk = await fileOpening(office);
    await reviewOpening(walk);
    await walk.decide('open_proposal', 'refuse');
    await walk.decide('open_approval', 'agree');
    expect(await walk.file()).toMatchObject({ state: 'refused' });
    const { reply } = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(reply).toMatchObject({ outcome: 'refuse', answers: { remedies: expect.stringMatching(/复议/) } });
  });

  test('cannot be to agree where the confidentiality check did not release it', async () => {
    const walk = await fileOpening(office, { entry: 'cat-020' });
    await walk.decide('open_acceptance', 'accept');
    await walk.decide('open_provider_review', 'pass');
    await reviewRelated(walk);
    await reviewConfidentiality(office, walk, 'cat-020', 'withhold');
    const { actor, input } = await walk.act('open_proposal', 'refuse');
    expect(await decideTask(office.db, actor, { ...input, outcome: 'agree' })).toMatchObject({
      fields: { released: { code: 'withheld_is_no_consent' } },
    });
  });

  test('may rest on a review made for this applicant, whose steps the applicant does not see', async () => {
    const walk = await fileOpening(office, { entry: 'cat-031', by: 'ext-plateau-agent' });
    await walk.decide('open_acceptance', 'accept');
    await walk.decide('open_provider_review', 'pass');
    await reviewRelated(walk);
    await reviewConfidentiality(office, walk, 'cat-031', 'directed_only');
    const seen = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(seen.steps.map(({ element }) => element)).toEqual(['open_acceptance', 'open_provider_review']);
    expect(seen.timeline.filter(({ element }) => element?.startsWith('conf_'))).toEqual([]);
    await walk.decide('open_proposal', 'agree');
    await walk.decide('open_approval', 'agree');
    expect(await granted(walk)).toMatchObject([{ kind: 'open', state: 'approved' }]);
  });

  test("leaves the entry's own decision as it is when a review was made for one applicant (I1)", async () => {
    const entry = await readEntry(office.db.orm.em.fork(), 'cat-031');
    if (!entry) throw new Error('no entry');
    const before = await validReleaseOf(office.db.orm.em.fork(), entry);
    const walk = await fileOpening(office, { entry: 'cat-031', by: 'ext-plateau-agent' });
    await walk.decide('open_acceptance', 'accept');
    await reviewConfidentiality(office, walk, 'cat-031', 'withhold');
    expect(before).not.toBeNull();
    expect(await validReleaseOf(office.db.orm.em.fork(), entry)).toEqual(before);
    expect(await office.sql('select recipient_id, reevaluate_on from review_decision where case_id = $1', [walk.id])).toEqual([
      { recipient_id: 'ext-plateau', reevaluate_on: null },
    ]);
    const other = await fileOpening(office, { entry: 'cat-031', by: 'ext-zhixing-agent' });
    await reviewOpening(other);
    await other.decide('open_proposal', 'agree');
    await other.decide('open_approval', 'agree');
    expect(await granted(other)).toMatchObject([{ state: 'approved' }]);
  });

  test('is no more than what was asked for', async () => {
    const walk = await fileOpening(office, { answers: { itemIds: ['cat-025-02', 'cat-025-03'], qps: 5 } });
    await reviewOpening(walk);
    expect(await walk.attempt('open_proposal', 'agree', { answers: { approvedItems: ['cat-025-01'] } })).toMatchObject({ code: 'invalid' });
    expect(await walk.attempt('open_proposal', 'agree', { answers: { quota: 6 } })).toMatchObject({ code: 'invalid' });
  });

  test('stays with the office until it is recorded: the applicant sees one step in hand', async () => {
    const walk = await fileOpening(office);
    await reviewOpening(walk);
    await walk.decide('open_proposal', 'agree');
    const before = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(before.steps.map(({ element, place }) => [element, place])).toEqual([
      ['open_acceptance', 'done'],
      ['open_provider_review', 'here'],
    ]);
    expect(before.reply).toBeNull();
    await walk.decide('open_approval', 'agree');
    expect(accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id })).reply).toMatchObject({ outcome: 'agree' });
  });
});

describe('the agreement (req 76)', () => {
  test('is drawn up with its clauses, and is signed by all three before anything is issued', async () => {
    const walk = await openToAgreement(office);
    const [agreement] = await office.sql<{ terms: { clauses: string[]; items: string[] } }>(
      'select terms from open_agreement where case_id = $1',
      [walk.id],
    );
    expect(agreement?.terms.clauses).toContain('no_reidentification');
    await walk.decide('open_agreement_provider', 'confirm');
    await walk.decide('open_agreement_bureau', 'confirm');
    expect(await walk.open()).toEqual(['open_agreement_applicant']);
    expect(await granted(walk)).toMatchObject([{ state: 'approved' }]);
  });

  test('lapses when the applicant does not sign it in time', async () => {
    const walk = await openToAgreement(office);
    office.at('2026-12-08T09:00:00');
    await attendClocks(office.db);
    await walk.follow();
    expect(await walk.file()).toMatchObject({ state: 'lapsed' });
    office.at('2026-11-23T09:00:00');
  });
});

describe('the interface', () => {
  test('is the only way of an opening, in the database too (I6) (requirement 74)', async () => {
    const walk = await openToAgreement(office);
    await expect(office.sql(`update share_grant set method = 'file_download' where case_id = $1`, [walk.id])).rejects.toThrow(
      'share_grant_open_is_interface',
    );
  });

  test('has a secret that the applicant sees once and nobody else ever (requirement 84)', async () => {
    const walk = await openToAgreement(office);
    await signAgreement(walk);
    await walk.decide('open_interface', 'done');
    const grant = await walk.grant();
    const input = { grantId: grant?.id ?? '' };
    for (const other of ['bdb-ops', 'transport-steward', 'bdb-sec'])
      expect(await claimInterfaceSecret(office.db, await office.person(other), input)).toMatchObject({ code: 'forbidden' });
    expect(await claimInterfaceSecret(office.db, await office.person('ext-plateau-agent'), input)).toMatchObject({ code: 'not_found' });
    const claimed = accepted(await claimInterfaceSecret(office.db, walk.filer, input));
    const hash = createHash('sha256').update(claimed.secret).digest('hex');
    expect(await office.sql('select secret_hash from interface_credential where grant_id = $1', [input.grantId])).toEqual([
      { secret_hash: hash },
    ]);
    expect(await claimInterfaceSecret(office.db, walk.filer, input)).toMatchObject({ reason: 'secret_claimed' });
  });

  test('two who claim its secret at once do not both get one', async () => {
    const walk = await openToAgreement(office);
    await signAgreement(walk);
    await walk.decide('open_interface', 'done');
    const input = { grantId: (await walk.grant())?.id ?? '' };
    const both = await Promise.all([
      claimInterfaceSecret(office.db, walk.filer, input),
      claimInterfaceSecret(office.db, walk.filer, input),
    ]);
    expect(both.filter((one) => !isRefusal(one))).toHaveLength(1);
  });
});
