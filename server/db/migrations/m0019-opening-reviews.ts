import { Migration } from '@mikro-orm/migrations';

/** For whom alone a review was made; null where it decides for everybody. */
export class M0019OpeningReviews extends Migration {
  override up(): void {
    this.addSql('alter table review_decision add column recipient_id text references organisation');
  }
}
