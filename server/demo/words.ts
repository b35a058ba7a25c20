import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { minuteOf } from '#server/domain/calendar.ts';
import type { Act, Story } from './story.ts';
import type { DatedScene } from './timeline.ts';

/** Who is called what. */
type Names = ReadonlyMap<string, string>;

export async function namesOf(db: Pick<Db, 'orm'>): Promise<Names> {
  const found = await rows<{ id: string; name: string }>(db.orm.em.fork(), 'select id, display_name as name from account');
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** One line of progress: when, in which story, who did what. */
export function sceneLine(db: Pick<Db, 'reference'>, names: Names, scene: DatedScene, nth: string): string {
  const when = minuteOf(scene.at, db.reference.calendar.timezone).replace('T', ' ');
  return `  ${nth.padStart(7)}  ${when}  ${scene.story.key} ${names.get(scene.who) ?? scene.who}:${deed(db, scene.act)}`;
}

function deed({ reference }: Pick<Db, 'reference'>, act: Act): string {
  switch (act.kind) {
    case 'file':
      return `发起“${reference.releases.find(({ processKey }) => processKey === act.process)?.definition.title ?? act.process}”`;
    case 'decide': {
      const steps = reference.releases.flatMap(({ definition }) => definition.steps);
      const name = steps.find(({ element }) => element === act.step)?.name ?? act.step;
      return `${name}:${isOutcomeKey(act.outcome) ? outcomeOf(act.outcome).label : act.outcome}`;
    }
    case 'extension':
      return `申请延期 ${act.days} 个工作日`;
    case 'urge':
      return '催办';
    case 'withdraw':
      return '撤回';
    default:
      return act satisfies never;
  }
}

/** At the end: which stories there are, and as whom each is carried on. */
export function storyTable(stories: readonly Story[]): string {
  return [
    '',
    '演示案件(接着办:登录后见“待办”):',
    ...stories.map(({ key, title, carriedOn }) => `  ${key} ${title}\n      ${carriedOn.by} — ${carriedOn.how}`),
  ].join('\n');
}
