import { Migration } from '@mikro-orm/migrations';

/** A file's name can hold what was written in it: it is erased with it. */
export function quarantineMigration(applicationRole: string) {
  return class M0021Quarantine extends Migration {
    override up(): void {
      this.addSql(`grant update (file_name) on catalogue_import to "${applicationRole}";`);
    }
  };
}
