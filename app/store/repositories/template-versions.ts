import { z } from 'zod';
import { parseTemplate } from '../../domain/template/read/parse-template.ts';
import type { Template } from '../../domain/template/template.ts';
import { writeTemplate } from '../../domain/template/text/write-template.ts';
import type { TemplateVersions } from '../../usecase/ports/store/template-history.ts';
import type { Context } from '../db/context.ts';
import { json, storable } from '../db/rows.ts';

const versionRow = z
  .object({
    name: z.string(),
    version: z.string(),
    origin: z.string(),
    tree: json(z.unknown()),
  })
  // A version that today's rules refuse can't be launched, so it counts as none.
  .transform(({ tree, ...source }): Template | undefined => {
    const parsed = parseTemplate(tree, source);
    return parsed.ok ? parsed.template : undefined;
  });

/** The table of template versions. */
export function createTemplateVersions({ db, now }: Context): TemplateVersions {
  return {
    async keep(template) {
      const { name, version, origin } = template;
      const tree = JSON.stringify(writeTemplate(template));
      await db
        .insertInto('template_versions')
        .values(storable({ name, version, origin, tree, first_used_at: now }))
        .onConflict((conflict) =>
          // Locks the row, so that it doesn't expire before the launch that uses it is stored.
          conflict
            .columns(['name', 'version'])
            .doUpdateSet((eb) => ({ first_used_at: eb.ref('template_versions.first_used_at') })),
        )
        .execute();
    },
    async get(name, version) {
      const row = await db
        .selectFrom('template_versions')
        .selectAll()
        .where('name', '=', name)
        .where('version', '=', version)
        .executeTakeFirst();
      return row && versionRow.parse(row);
    },
  };
}
