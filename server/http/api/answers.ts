import { z } from 'zod';

const single = z.union([z.string().max(20_000), z.number(), z.boolean()]);
const texts = z.array(z.string().max(1000)).max(500);
const row = z.record(z.string().max(100), z.union([single, texts]));

/** Answers of a form by field key, as far as every form has it in common; the form's own schema checks the rest. */
export const answersSchema = z
  .record(z.string().max(100), z.union([single, texts, z.array(row).max(200)]))
  .meta({ id: 'Answers', description: 'Answers by field key, as the form describes them' });
