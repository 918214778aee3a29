import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withoutLibraries } from './python-libraries.js';

const INCLUDED = ['jsonpath-ng', 'policyuniverse', 'requests'];

describe('a list of Python libraries without those that are included', () => {
  it.each([
    ['jsonpath-ng policyuniverse requests', ''],
    ['requests', ''],
    ['', ''],
    ['boto3', 'boto3'],
    ['boto3,requests', 'boto3'],
    ['boto3, requests, pytz', 'boto3, pytz'],
    ['jsonpath-ng==1.5.2 boto3==1.2 requests==2.23.0 pytz', 'boto3==1.2 pytz'],
    ['JsonPath_NG==1.5.2 pytz', 'pytz'],
    ['requests[security]==2.23.0,pytz', 'pytz'],
    ['requests >=2, <3, pytz', 'pytz'],
    ['pytz >=2, <3, requests', 'pytz >=2, <3'],
    ['requests-oauthlib requests', 'requests-oauthlib'],
    ['my-requests', 'my-requests'],
  ])('%j becomes %j', (list, kept) => expect(withoutLibraries(list, INCLUDED)).toBe(kept));

  it('keeps every other one, in order, however often it is done', () => {
    const name = fc.constantFrom('boto3', 'pytz==2', 'requests==1', 'requests', 'policyuniverse');
    fc.assert(
      fc.property(fc.array(name), fc.constantFrom(' ', ','), (names, separator) => {
        const once = withoutLibraries(names.join(separator), INCLUDED);
        const kept = names.filter((each) => /^(boto3|pytz)/.test(each));
        expect(once.split(/[ ,]/).filter(Boolean)).toEqual(kept);
        expect(withoutLibraries(once, INCLUDED)).toBe(once);
      }),
    );
  });
});
