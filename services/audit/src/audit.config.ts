import { Peppers, processConfig, processEnvironment, Secret, secret, url } from '@margay/config';
import { z } from 'zod';

/** `2:<seed>,1:<seed>`: all sign, so that readers who know only one of them are content. Seeds are 64 hex digits. */
const SigningSeeds = Peppers.transform((seeds, context) =>
  seeds.map(({ secret: seed }) => {
    if (!/^[0-9a-f]{64}$/.test(seed.reveal())) {
      context.addIssue('Every seed must have 64 hexadecimal digits');
      return z.NEVER;
    }
    return new Secret(Buffer.from(seed.reveal(), 'hex'));
  }),
);

/** Everything the service reads from its environment. */
export const AuditConfig = z
  .object({
    ...processEnvironment,
    DATABASE_URL: url(/^postgres(ql)?$/),
    CURSOR_SECRET: secret(16),
    /** What the signing secrets of webhooks follow from; the same on all replicas. */
    WEBHOOK_SECRET: secret(32),
    /** Whether webhooks may lead into private networks, and be plain HTTP. */
    EGRESS_ALLOW_PRIVATE: z.stringbool().default(false),
    AUDIT_SIGNING_KEYS: SigningSeeds,
    /** Where checkpoints are kept out of reach, beside the bus: a directory, a URL that is posted to. */
    AUDIT_CHECKPOINT_DIRECTORY: z.string().min(1).optional(),
    AUDIT_CHECKPOINT_URL: url(/^https?$/).optional(),
  })
  .transform((env) => ({
    ...processConfig(env),
    postgres: { url: env.DATABASE_URL },
    cursorSecret: env.CURSOR_SECRET,
    webhooks: { secret: env.WEBHOOK_SECRET, allowPrivate: env.EGRESS_ALLOW_PRIVATE },
    signingSeeds: env.AUDIT_SIGNING_KEYS,
    anchors: { directory: env.AUDIT_CHECKPOINT_DIRECTORY, url: env.AUDIT_CHECKPOINT_URL },
  }));

export type AuditConfig = z.output<typeof AuditConfig>;
