import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SecretMask } from './secret-mask.js';

const letters = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength, maxLength })
    .map((characters) => characters.join(''));
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const ALL = `${UPPER}${UPPER.toLowerCase()}${DIGITS}`;

/** What a secret is written as, and the part that nobody may read. */
const SECRETS = fc.oneof(
  letters(UPPER + DIGITS, 16).map((id) => [`AKIA${id}`, id]),
  letters(ALL, 40, 80).map((token) => [`Bearer ${token}`, token]),
  letters(ALL, 36).map((token) => [`ghp_${token}`, token]),
  letters(ALL, 12, 40).map((password) => [`password=${password}`, password]),
  letters(ALL, 12, 40).map((password) => [`"apiKey": "${password}"`, password]),
  fc.tuple(letters(ALL, 20), letters(ALL, 40), letters(ALL, 43)).map((parts) => {
    const [head, payload, signature] = parts;
    return [`eyJ${head}.eyJ${payload}.${signature}`, signature];
  }),
  letters(ALL, 64).map((body) => [
    `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`,
    body,
  ]),
);

describe('what is kept for somebody else to read', () => {
  const mask = new SecretMask(new Set(['Hidden']), {
    Hidden: 'hunter2-and-more',
    LicenseKey: 'lic-123456',
    VpcID: 'vpc-0123',
  });

  it('shows parameters, but not those that may be secret', () =>
    expect(mask.shownParameters()).toEqual({
      Hidden: '****',
      LicenseKey: '****',
      VpcID: 'vpc-0123',
    }));

  it('has no value of a hidden parameter, wherever it stands', () =>
    expect(
      mask.all({ reason: 'Invalid value hunter2-and-more for X', deep: [{ of: 'lic-123456' }] }),
    ).toEqual({ reason: 'Invalid value **** for X', deep: [{ of: '****' }] }));

  it('has no field that is named as a secret is', () =>
    expect(mask.all({ clientSecret: 'anything', secretArn: 7, count: 2 })).toEqual({
      clientSecret: '****',
      secretArn: 7,
      count: 2,
    }));

  it('has nothing that looks like a secret, whatever is written around it', () => {
    fc.assert(
      fc.property(SECRETS, fc.lorem(), fc.lorem(), ([written = '', hidden = ''], before, after) => {
        const shown = mask.text(`${before} ${written} ${after}`);
        expect(shown).not.toContain(hidden);
        expect(shown).toContain(before);
      }),
    );
  });

  it.each([
    'arn:aws:iam::123456789012:role/PantherDeploymentRole is not authorized to perform: kms:CreateKey',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:panther-AbCdEf is not there',
    'arn:aws:cloudformation:us-east-1:123456789012:stack/panther-Core-1ABCDEFGHIJKL/0a1b2c3d-0000-1111-2222-333344445555',
    'Resource handler returned message: "Limit exceeded (Service: Lambda, Status Code: 429, Request ID: 0a1b2c3d-0000-1111-2222-333344445555)"',
  ])('leaves what explains a failure as it is: %s', (text) => expect(mask.text(text)).toBe(text));

  it('is cut where it is too long, and says so', () =>
    expect(mask.text('x'.repeat(3_000))).toBe(`${'x'.repeat(2_000)}… [cut]`));
});
