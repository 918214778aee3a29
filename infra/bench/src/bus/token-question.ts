import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  GetTokenRequestSchema,
  GetTokenResponseSchema,
  PERMISSIONS,
} from '@margay/contracts';

/** What is asked of both contenders, and what both answer: `GetToken`, as the tokens service serves it. */
export const TOKEN_ID = '6f2d0b1e-52d4-4c43-9a57-0b8f6d1f6a11';

const CREATED_AT = new Date('2026-03-02T08:01:12.345Z');
const PERMISSION_IDS = PERMISSIONS.map(({ id }) => id).slice(0, 4);

export const answerAbout = (id: string): MessageInitShape<typeof GetTokenResponseSchema> => ({
  token: {
    id,
    name: 'ci',
    permissions: PERMISSION_IDS,
    allowedCidrBlocks: ['198.51.100.0/24', '2001:db8::/32'],
    createdAt: timestampFromDate(CREATED_AT),
    createdBy: actorToWire({ type: 'api-token', id: TOKEN_ID, name: 'administrator' }),
  },
});

export const questionBytes = (): Uint8Array =>
  toBinary(GetTokenRequestSchema, create(GetTokenRequestSchema, { id: TOKEN_ID }));

export const answerBytes = (): Uint8Array =>
  toBinary(GetTokenResponseSchema, create(GetTokenResponseSchema, answerAbout(TOKEN_ID)));
